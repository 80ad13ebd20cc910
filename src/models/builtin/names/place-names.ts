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

const cities = `Aachen|Aalborg|Aarau|Aarhus|Alicante|Almere|Almería|Amiens|Ancona|Angers|Annecy|Apeldoorn|Arezzo|Arhus|Arnhem|
Avignon|Badajoz|Bamberg|Bari|Bayreuth|Belo Horizonte|Bergamo|Besançon|Biarritz|Bielsko-Biała|Bolton|Bolzano|Boulder|Bournemouth|
Bradford|Brasília|Breda|Bregenz|Bremerhaven|Brescia|Brest|Brighton|Bristol|Brugge|Burgos|Bydgoszcz|Cáceres|Cádiz|Caen|Cagliari|
Cannes|Cannock|Canterbury|Cartagena|Cascais|Castellón|Catania|Chambéry|Charleroi|Cheltenham|Chester|Chichester|Chur|Cleveland|Coburg|
Coimbra|Colchester|Columbus|Como|Córdoba|Cork|Cottbus|Coventry|Cremona|Cuenca|Curitiba|Darmstadt|Dayton|Debrecen|Delft|Den Bosch|Denver|Derry|
Des Moines|Dessau|Dijon|Dordrecht|Dornbirn|Dover|Drammen|Dundee|Dunedin|Duluth|Durham|Eisenach|Emden|Enschede|Erlangen|Espoo|
Evora|Évora|Exeter|Faro|Ferrara|Flensburg|Florianópolis|Fortaleza|Fribourg|Fulda|Fukuoka|Funchal|Fürth|Galway|Gdynia|Genk|Gent|Gera|Gießen|
Gijón|Girona|Gloucester|Görlitz|Granada|Greifswald|Grenoble|Groningen|Grosseto|Guimarães|Gütersloh|Haarlem|Halmstad|Hameln|Hamm|
Hastings|Heilbronn|Helsingborg|Hildesheim|Hiroshima|Hobart|Huelva|Huesca|Ilmenau|Ingolstadt|Inverness|Ipswich|Jaén|Jönköping|
Kaiserslautern|Kalmar|Karlstad|Katowice|Kawasaki|Kempten|Kilkenny|Klagenfurt|Kobe|Koblenz|Konstanz|Košice|Krefeld|Kumamoto|Kyoto|
La Coruña|La Rochelle|Landshut|Las Palmas|Le Havre|Le Mans|Leeuwarden|Leiden|Leiria|León|Lerida|Leuven|Lleida|Leverkusen|Liège|
Limerick|Limoges|Linköping|Livorno|Logroño|Lorient|Lucca|Lucerne|Ludwigsburg|Ludwigshafen|Lugano|Lugo|Lüneburg|Lund|Luton|Łódź|
Maastricht|Malmø|Mantova|Marburg|Maribor|Mechelen|Metz|Middelburg|Middlesbrough|Milton Keynes|Modena|Mons|Monza|Mulhouse|Murcia|
Nagasaki|Nagoya|Namur|Nancy|Narvik|Neuchâtel|Nijmegen|Nîmes|Nitra|Norrköping|Norwich|Novara|Novosibirsk|Offenbach|Offenburg|
Olomouc|Omaha|Oostende|Orléans|Örebro|Ostrava|Oulu|Oviedo|Paderborn|Padova|Padua|Palma de Mallorca|Pamplona|Parma|Passau|Pau|
Pavia|Perugia|Pescara|Peterborough|Pforzheim|Piacenza|Pisa|Plauen|Plymouth|Poitiers|Ponta Delgada|Pontevedra|Porto Alegre|
Portsmouth|Poznań|Quimper|Ravenna|Recife|Reims|Rennes|Reus|Reutlingen|Richmond|Rimini|Rochester|Roermond|Roubaix|Rouen|
Saint-Denis|Saint-Étienne|Saint-Malo|Salamanca|Salerno|Salisbury|Salvador da Bahia|San Sebastián|Santander|Schwerin|Segovia|Sendai|
Setúbal|Siena|Sion|Sittard|Solothurn|Sorrento|Speyer|Stavanger|Stirling|Stralsund|Sunderland|Swansea|Swindon|Szczecin|Szeged|
Tampere|Tarragona|Teruel|Tilburg|Toledo|Toruń|Toulon|Tours|Trento|Trier|Trieste|Troyes|Tulsa|Turku|Udine|Ulm|Vaasa|Valladolid|Vannes|Västerås|
Varese|Venlo|Verona|Viana do Castelo|Vicenza|Vigo|Villach|Viseu|Vitoria-Gasteiz|Waterford|Watford|Weimar|Wellington|Winchester|
Winnipeg|Wolverhampton|Worcester|Wrocław|Yokohama|Zadar|Zaanstad|Zwickau|Zwolle|Aberdeen|Accra|Addis Ababa|Adelaide|Albuquerque|Algiers|Amsterdam|Anchorage|Ankara|Antwerp|
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
Normandy|Tuscany|Silicon Valley|Manhattan|Bretagne|Brittany|Normandie|Provence|
Alsace|Auvergne|Toscana|Lombardia|Piemonte|Sicilia|Sardegna|Umbria|Puglia|Andalucía|Cataluña|Catalunya|Galicia|Asturias|Aragón|
Extremadura|Mallorca|Menorca|Tenerife|Algarve|Alentejo|Madeira|Açores|Friesland|Zeeland|Limburg|Vlaanderen|Flanders|Wallonie|
Tirol|Steiermark|Kärnten|Vorarlberg|Südtirol|Schleswig-Holstein|Mecklenburg-Vorpommern|Rheinland-Pfalz|Saarland|Cornwall|Devon|
Yorkshire|Cumbria|Sussex|Essex|Norfolk|Suffolk|Somerset|Lancashire`;

/** Places whose names are words, first names or surnames as well: they count where something says that they are places. */
const doubtful = `Austin|Bath|Buffalo|Charlotte|Chester|Como|Cork|Dallas|Essen|Florence|Georgia|Halle|Hamilton|Hamm|Hull|Jackson|Jordan|
Kingston|Lincoln|Lugo|Lund|Madison|Mobile|Mons|Nancy|Nelson|Nice|Orange|Pau|Phoenix|Reading|Reus|Richmond|Rome|Salvador|Sion|Split|
Sydney|Tours|Turkey|Ulm|Victoria|Virginia|Washington|Wellington|Winchester|Worms|York|Lourdes|Bergen|Bremen|Regina|Trento`;

const split = (names: string): string[] => names.replace(/\n/g, '').split('|');

/** As `placeNames`, where something else speaks for a place. */
export const doubtfulPlaceNames: readonly string[] = split(doubtful);

/** Countries, regions and cities, each as it is written in one of several languages. */
export const placeNames: readonly string[] = [...split(countries), ...split(cities), ...split(regions)];
