/** Names of countries and large cities that are nothing else: those that are first names or common words are left out. */

const countries = `Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|
Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Botswana|Brazil|Brunei|Bulgaria|Burkina Faso|
Burundi|Cambodia|Cameroon|Canada|Chile|China|Colombia|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|
Djibouti|Dominican Republic|Ecuador|Egypt|El Salvador|England|Eritrea|Estonia|Ethiopia|Fiji|Finland|France|Gabon|
Gambia|Germany|Ghana|Great Britain|Greece|Greenland|Guatemala|Guinea|Guyana|Haiti|Honduras|Hungary|Iceland|India|
Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|
Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Malta|
Mauritania|Mauritius|Mexico|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|
New Zealand|Nicaragua|Nigeria|North Korea|North Macedonia|Northern Ireland|Norway|Pakistan|Panama|Papua New Guinea|
Paraguay|Peru|Philippines|Poland|Portugal|Puerto Rico|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Scotland|Senegal|
Serbia|Sierra Leone|Singapore|Slovakia|Slovenia|Somalia|South Africa|South Korea|Spain|Sri Lanka|Sudan|Suriname|
Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Tunisia|Turkmenistan|Uganda|Ukraine|
United Arab Emirates|United Kingdom|United States|United States of America|Uruguay|Uzbekistan|Venezuela|Vietnam|Wales|
Yemen|Zambia|Zimbabwe|Europe|Africa|Asia|North America|South America|Deutschland|Österreich|Schweiz|Frankreich|Italien|
Spanien|Niederlande|Belgien|Dänemark|Schweden|Norwegen|Polen|Griechenland|Großbritannien|Türkei|Russland|Allemagne|
Autriche|Suisse|Italie|Espagne|Royaume-Uni|États-Unis|Belgique|Alemania|Francia|España|Italia|Suiza|Reino Unido|
Estados Unidos|México|Brasil|Argentinien|Brasilien|Tschechien|Ungarn|Finnland|Irland|Schottland`;

const cities = `Aachen|Aberdeen|Accra|Addis Ababa|Adelaide|Albuquerque|Algiers|Amsterdam|Anchorage|Ankara|Antwerp|
Antwerpen|Athens|Atlanta|Auckland|Augsburg|Baghdad|Baltimore|Bangalore|Bangkok|Barcelona|Basel|Beijing|Beirut|Belfast|
Belgrade|Bengaluru|Bergen|Berlin|Bern|Bielefeld|Bilbao|Birmingham|Bochum|Bogotá|Bologna|Bombay|Bonn|Bordeaux|Boston|
Braga|Bratislava|Braunschweig|Bremen|Brisbane|Brno|Brooklyn|Bruges|Brussels|Bruxelles|Bucharest|Budapest|Buenos Aires|
Cairo|Calcutta|Calgary|Cambridge|Canberra|Cape Town|Caracas|Cardiff|Casablanca|Chemnitz|Chennai|Chicago|Cincinnati|
Copenhagen|Dakar|Damascus|Delhi|Detroit|Dhaka|Doha|Dortmund|Dresden|Dubai|Dublin|Duisburg|Düsseldorf|
Edinburgh|Edmonton|Eindhoven|Erfurt|Essen|Firenze|Frankfurt|Frankfurt am Main|Freiburg|Gdańsk|Geneva|Genf|Genoa|Genova|
Genève|Ghent|Glasgow|Gothenburg|Göteborg|Göttingen|Graz|Grenoble|Guadalajara|Guangzhou|Halle|Hamburg|Hannover|Hanoi|
Hanover|Havana|Heidelberg|Helsinki|Ho Chi Minh City|Hong Kong|Honolulu|Houston|Hyderabad|Indianapolis|Innsbruck|Istanbul|
Jakarta|Jena|Jerusalem|Johannesburg|Kabul|Karachi|Karlsruhe|Kassel|Kathmandu|Kiel|Kiew|Kigali|Kolkata|Kraków|Krakow|
Kuala Lumpur|Kyiv|Kyoto|Köln|Cologne|Lagos|Lahore|Las Vegas|Lausanne|Leeds|Leicester|Leipzig|Lille|Lima|Linz|Lisboa|
Lisbon|Liverpool|Ljubljana|London|Los Angeles|Luzern|Lübeck|Lyon|Madrid|Magdeburg|Mainz|Malaga|Málaga|Malmö|Manchester|
Manila|Mannheim|Marrakesh|Marseille|Melbourne|Memphis|Mexico City|Miami|Milan|Milano|Milwaukee|Minneapolis|Minsk|Mombasa|
Montevideo|Montpellier|Montreal|Montréal|Moscow|Mumbai|Munich|Mönchengladbach|München|Münster|Nairobi|Nantes|
Naples|Napoli|Nashville|New Delhi|New Haven|New Orleans|New York|New York City|Newcastle|Nicosia|Nottingham|
Nuremberg|Nürnberg|Oakland|Odense|Oklahoma City|Orlando|Osaka|Oslo|Osnabrück|Ottawa|Oxford|Palermo|Palo Alto|Paris|
Pasadena|Perth|Philadelphia|Phnom Penh|Pittsburgh|Portland|Porto|Potsdam|Prague|Praha|Pretoria|Pune|Quebec|Québec|Quito|
Regensburg|Reykjavik|Riga|Rio de Janeiro|Riyadh|Roma|Rostock|Rotterdam|Saarbrücken|Sacramento|Saigon|
Salt Lake City|Salzburg|San Antonio|San Diego|San Francisco|San José|San Jose|Santiago|São Paulo|Sapporo|Sarajevo|
Seattle|Seoul|Sevilla|Seville|Shanghai|Sheffield|Shenzhen|Sofia|Southampton|St. Gallen|St. Louis|St. Petersburg|
Stockholm|Strasbourg|Straßburg|Stuttgart|Tallinn|Tampa|Tashkent|Tbilisi|Tehran|Tel Aviv|The Hague|Den Haag|
Thessaloniki|Tirana|Tokyo|Torino|Toronto|Toulouse|Trondheim|Tucson|Tunis|Turin|Tübingen|Uppsala|Utrecht|Valencia|
Vancouver|Venedig|Venezia|Venice|Vienna|Vilnius|Warsaw|Warszawa|Washington DC|Washington, D.C.|Wien|Wiesbaden|Winterthur|
Wolfsburg|Wuhan|Wuppertal|Würzburg|Zagreb|Zaragoza|Zurich|Zürich`;

const regions = `Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Iowa|
Kansas|Kentucky|Louisiana|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Nebraska|Nevada|New Hampshire|
New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|
South Dakota|Tennessee|Texas|Utah|Vermont|West Virginia|Wisconsin|Wyoming|British Columbia|Ontario|Alberta|Bayern|
Bavaria|Sachsen|Saxony|Hessen|Niedersachsen|Thüringen|Baden-Württemberg|Nordrhein-Westfalen|Brandenburg|Catalonia|
Normandy|Tuscany|Silicon Valley|Manhattan`;

const split = (names: string): string[] => names.replace(/\n/g, '').split('|');

/** Countries, regions and cities, each as it is written in one of several languages. */
export const placeNames: readonly string[] = [...split(countries), ...split(cities), ...split(regions)];
