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
