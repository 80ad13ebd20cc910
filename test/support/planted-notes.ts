/** Notes about an invented household, questions that they answer, and questions that they do not. */

/** By their paths below done/. */
export const plantedNotes: Readonly<Record<string, string>> = {
  'invoices/heating.md':
    '# Invoice of Nordwind Heating\n\nCustomer: Miriam Okafor. Invoice number 2026-118, dated 12 May 2026.\n\n' +
    'The boiler in the cellar was serviced on 4 May 2026. Two valves were replaced.\n\n' +
    'The service cost 240.50 EUR, to be paid within 14 days.\n\nThe next service is due in May 2027.',
  'invoices/roof.md':
    '# Roof repair\n\nDachdecker Lindner repaired the roof of the shed in October 2025.\n\n' +
    'The storm had torn off eleven tiles. The repair took two days and cost 1,380 EUR.\n\n' +
    'Lindner gives a guarantee of five years on the work.',
  'contracts/lease.md':
    '# Lease of the flat in Harbour Street\n\nThe landlord is Tomasz Brandt; the tenant is Miriam Okafor.\n\n' +
    'The monthly rent is 890 EUR without heating. The deposit is three months of rent.\n\n' +
    'Either party may give notice three months before the end of a quarter.\n\nPets need the consent of the landlord.',
  'contracts/insurance.md':
    '# Household insurance\n\nThe policy of Seagull Insurance covers fire, water and burglary up to 50,000 EUR.\n\n' +
    'Bicycles are covered when they are locked. The yearly premium is 96 EUR.\n\n' +
    'A claim must be reported within seven days.',
  'letters/school.md':
    '# Letter of the school\n\nThe class of Jonas travels to Lake Constance from 7 to 11 September 2026.\n\n' +
    'Parents pay 310 EUR by the end of June. The teacher, Ms Adeyemi, answers questions on Tuesdays.',
  'notes/garden.md':
    '# Garden diary\n\nOn 3 April I planted two apple trees, a Topaz and a Boskoop.\n\n' +
    'The tomatoes went out after the last frost. Slugs ate most of the lettuce.\n\nCompost was turned in March.',
  'notes/car.md':
    '# The car\n\nThe grey Skoda passed its inspection in February 2026 with 143,200 kilometres.\n\n' +
    'Winter tyres are stored at Garage Petersen. The tyre pressure should be 2.4 bar.',
  'talks/committee.md':
    '# Minutes of the allotment committee\n\nPresent: Okafor, Petersen, Lund. The water pump is to be replaced.\n\n' +
    'Lund gets three offers for the pump by 20 June. The summer party is on 18 July.',
  'de/strom.md':
    '# Stromvertrag\n\nDer Vertrag mit den Stadtwerken Bellheim läuft bis zum 31. Dezember 2026.\n\n' +
    'Der Arbeitspreis beträgt 31,2 Cent je Kilowattstunde. Die Kündigungsfrist beträgt sechs Wochen.',
  'de/zahnarzt.md':
    '# Brief vom Zahnarzt\n\nDie nächste Untersuchung bei Dr. Sommer ist am 9. November um 8:30 Uhr.\n\n' +
    'Bitte bringen Sie Ihr Bonusheft mit.',
};

/** Question → words that its answer must have. */
export const answerable: readonly (readonly [question: string, words: string])[] = [
  ['When was the boiler serviced?', '4 May 2026'],
  ['How much did the service of the boiler cost?', '240.50 EUR'],
  ['Who repaired the roof of the shed?', 'Lindner'],
  ['How many tiles did the storm tear off?', 'eleven tiles'],
  ['What guarantee does Lindner give?', 'five years'],
  ['What is the monthly rent?', '890 EUR'],
  ['Who is the landlord of the flat in Harbour Street?', 'Tomasz Brandt'],
  ['How high is the deposit for the flat?', 'three months of rent'],
  ['Are pets allowed by the landlord?', 'Pets need the consent'],
  ['What does the Seagull Insurance policy cover?', 'fire, water and burglary'],
  ['How much is the yearly premium of the insurance?', '96 EUR'],
  ['Within how many days must a claim be reported?', 'seven days'],
  ['When does the class travel to Lake Constance?', '7 to 11 September 2026'],
  ['What do parents pay for the class trip?', '310 EUR'],
  ['Which apple trees did I plant?', 'Topaz and a Boskoop'],
  ['What ate the lettuce?', 'Slugs'],
  ['Where are the winter tyres stored?', 'Garage Petersen'],
  ['What should the tyre pressure be?', '2.4 bar'],
  ['Who gets offers for the pump?', 'Lund'],
  ['When is the summer party?', '18 July'],
  ['Wie lange läuft der Vertrag mit den Stadtwerken?', '31. Dezember 2026'],
  ['Wie hoch ist der Arbeitspreis?', '31,2 Cent'],
  ['Wann ist die nächste Untersuchung beim Zahnarzt?', '9. November'],
];

/** Nothing in the notes says it, though most share words with one. */
export const unanswerable: readonly string[] = [
  'When was the piano tuned?',
  'How much did the dentist in Oslo charge?',
  'Who repaired the washing machine?',
  'What is the password of the router?',
  'When does the ferry to Bornholm leave?',
  'How much was the electricity bill of 2019?',
  'What did Miriam Okafor study?',
  'Which vaccine did the cat get?',
  'Who painted the kitchen of the flat?',
  'What is the monthly fee of the gym?',
  'When was Tomasz Brandt born?',
  'How old is the grey parrot?',
  'What does the Walrus Insurance policy cover?',
  'Which hotel did the committee book in Vienna?',
  'How much did the boiler in the holiday house of the Lindgrens cost?',
  'When is the birthday of Jonas?',
  'What is the recipe for the plum cake?',
  'Wer hat das Fahrrad repariert?',
  'Wie hoch ist die Miete der Garage in Speyer?',
  'Wann fährt der Zug nach Hamburg?',
];

/** Another household's notes, longer ones, with questions about a property that they do not name of things that they do. */
export const otherNotes: Readonly<Record<string, string>> = {
  'other/mri.md':
    '# Report of the radiology practice Sonnberg\n\nPatient: Elif Karaca, born 14 August 1981. The MRI of the left knee of 3 March 2026 shows a small tear of the inner meniscus. The cruciate ligaments are intact. We recommend physiotherapy twice a week for six weeks and a check-up afterwards. No operation is needed at present.',
  'other/recipe.md':
    '# Lentil soup\n\nFor four people: 300 g of red lentils, two carrots, one onion, a litre of vegetable stock. Fry the onion in olive oil, add cumin, then the lentils and the stock. Let it simmer for twenty minutes and season with lemon juice. It keeps for three days in the refrigerator.',
  'other/router.md':
    '# Setting up the FritzBox 7590\n\nThe device is reached at 192.168.178.1. The guest network is called Quokka-Guest. Firmware 8.02 was installed on 11 January 2026. Port forwarding is off. To reset the box, dial #991 on a connected telephone.',
  'other/meeting.md':
    '# Weekly meeting of the Heron team, 2 June 2026\n\nAttending: Priya, Stefan, Wanjiru. The release of version 4.2 moves from 15 June to 29 June because the import of old invoices fails. Stefan writes the migration guide. Wanjiru asks the customer Aldermann for test data. Next meeting on Tuesday.',
  'other/hotel.md':
    '# Booking confirmation\n\nHotel Miramar, Cadiz. Two nights from 21 to 23 October 2026, one double room with breakfast. Total 268 EUR, payable on arrival. Free cancellation until 18 October. Booking code QX7-4419.',
  'other/will.md':
    '# Minutes of the general assembly of the housing cooperative\n\nThe assembly approved the annual accounts for 2025. The reserve grew to 412,000 EUR. It was decided to insulate the facade of the buildings in Lime Street in 2027. The board was re-elected; Henrik Solberg remains treasurer.',
  'other/cat.md':
    '# Vet visit\n\nMiso weighs 4.6 kg. She was vaccinated against cat flu and rabies on 9 February. Dr. Hallgren found tartar and advises a dental cleaning within the year. Deworming tablets every three months.',
  'other/book.md':
    '# Notes on "The Peregrine"\n\nJ. A. Baker followed peregrine falcons on the Essex coast for ten years and wrote them down as one winter. The prose is dense, the birds are never explained. Favourite passage on page 112, the hunt above the estuary.',
  'other/tax.md':
    '# Letter of the tax office\n\nThe assessment for 2024 results in a refund of 734.18 EUR. The amount will be transferred to the account ending in 0921. Objections must be filed within one month after receipt. Your tax number is 12/345/67890.',
  'other/bike.md':
    '# Bicycle workshop Velorama\n\nReplaced: chain, cassette and rear brake pads. Labour 45 EUR, parts 89.90 EUR. The rear wheel has a slight wobble; truing was not ordered. The bicycle can be collected until 7 pm on weekdays.',
};
/** As `answerable`, of `otherNotes`. */
export const otherAnswerable: typeof answerable = [
  ['What does the MRI of the knee show?', 'tear of the inner meniscus'],
  ['When was Elif Karaca born?', '14 August 1981'],
  ['How often should she go to physiotherapy?', 'twice a week'],
  ['How many lentils are in the soup?', '300 g'],
  ['How long does the soup keep in the refrigerator?', 'three days'],
  ['What is the name of the guest network?', 'Quokka-Guest'],
  ['How do I reset the box?', '#991'],
  ['Why does the release of version 4.2 move?', 'import of old invoices'],
  ['Who writes the migration guide?', 'Stefan'],
  ['What is the booking code of the hotel in Cadiz?', 'QX7-4419'],
  ['Until when can I cancel the hotel for free?', '18 October'],
  ['What was decided about the facade in Lime Street?', 'insulate'],
  ['Who is the treasurer of the cooperative?', 'Henrik Solberg'],
  ['How much does Miso weigh?', '4.6 kg'],
  ['What was Miso vaccinated against?', 'cat flu and rabies'],
  ['Where did Baker follow the peregrine falcons?', 'Essex coast'],
  ['How high is the refund for 2024?', '734.18'],
  ['Which account will the refund be transferred to?', '0921'],
  ['What was replaced on the bicycle?', 'chain, cassette'],
  ['How much were the parts at Velorama?', '89.90'],
];
/** As `unanswerable`, of `otherNotes`. */
export const otherUnanswerable: readonly string[] = [
  'What does the MRI of the shoulder show?',
  'When was Stefan born?',
  'Who is the landlord of Elif Karaca?',
  'How much salt is in the soup?',
  'What is the password of the guest network?',
  'Which printer is connected to the FritzBox?',
  'When is version 5.0 released?',
  'Who translates the migration guide?',
  'What does the hotel in Lisbon cost?',
  'Does the hotel have a swimming pool?',
  'Who is the architect of the facade in Lime Street?',
  'How old is the treasurer?',
  'Which operation did Miso have?',
  'What does the dental cleaning cost?',
  'How many pages has the book about owls?',
  'How high is the refund for 2023?',
  'What is the telephone number of the tax office?',
  'Who stole the bicycle?',
  'When does the workshop open on Sundays?',
  'What colour is the new sofa?',
];
