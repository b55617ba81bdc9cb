import { act, delivers, listed, type MandatingWords, withoutMandates } from './mandating.ts';

const duty = ['duty', 'need', 'coming'] as const;
const future = ['future', 'coming'] as const;

const reports =
  'informe, informes, informe oral, informe escrito, exposición, exposiciones, información actualizada, actualización, actualizaciones, parámetros, presentación de informes, reunión informativa, sesión informativa, exposiciones informativas';
const meetings =
  'reunión, reuniones, período de sesiones, cumbre, conferencia, conferencias, consultas, consulta, taller, talleres, seminario, seminarios, foro, debate, diálogo, simposio, evento, eventos, mesa redonda';
const giving =
  'proporcionar, proporcione, proporcionen, prestar, preste, presten, presentar, ofrecer, dar, facilitar, facilite, faciliten, brindar, brinden, brinde, aumentar, intensificar, suministrar, aportar, seguir prestando, reforzar';

export const mandating: MandatingWords = {
  ...withoutMandates,
  shape: {
    proclitics: [],
    inside: ['también', 'además', 'asimismo', 'nuevamente', 'de nuevo', 'igualmente', 'en particular', 'debidamente'],
    opens: 'particle',
    infinitives: [
      'ar',
      'er',
      'ir',
      'arse',
      'erse',
      'irse',
      'arle',
      'erle',
      'irle',
      'arlo',
      'erlo',
      'irlo',
      'arla',
      'erla',
      'arlos',
      'arlas',
      'arles',
    ],
    clauses: ['a que', 'que', 'para que'],
    objects: ['los', 'las', 'les', 'le', 'lo', 'la'],
    persons: ['lo', 'le', 'la'],
    clitics: listed('no, se, le, les, lo, la'),
    verbLast: true,
  },
  acts: [
    act('decide', 'decision', 'decide, ha decidido'),
    act('agree', 'decision', 'conviene, acuerda'),
    act('resolve', 'decision', 'resuelve'),
    act('endorse', 'decision', 'hace suyo, hace suya, hace suyos, hace suyas, refrenda, ratifica, avala'),
    act('adopt', 'decision', 'adopta'),
    act('approve', 'decision', 'aprueba'),
    act('establish', 'decision', 'establece, crea, instituye'),
    act('extend', 'decision', 'prorroga, amplía'),
    act('renew', 'decision', 'renueva el mandato'),
    act('commit', 'decision', 'se compromete'),
    act('determine', 'decision', 'determina'),
    act('elect', 'decision', 'elige'),
    act('appoint', 'decision', 'nombra, designa'),
    act('proclaim', 'decision', 'proclama'),
    act('admit', 'decision', 'admite'),
    act(
      'request',
      'request',
      'solicita, ruega, pide al secretario general, pide a la secretaría, pide al director ejecutivo, pide a la directora ejecutiva, pide a la alta comisionada, pide al alto comisionado',
      undefined,
      'solicitar, pedir',
    ),
    act('demand', 'request', 'exige', undefined, 'exigir'),
    act('authorize', 'request', 'autoriza, faculta'),
    act('mandate', 'request', 'encarga, encomienda, da instrucciones, dispone, ordena'),
    act('invite', 'appeal', 'invita', undefined, 'invitar, invitando'),
    act('encourage', 'appeal', 'alienta, anima, incita', undefined, 'alentar, alentando'),
    act('urge', 'appeal', 'insta, apremia, insta encarecidamente', undefined, 'instar, instando'),
    act('call_upon', 'appeal', 'exhorta, pide encarecidamente', undefined, 'exhortar, exhortando'),
    act(
      'call_for',
      'appeal',
      'pide, aboga, implora, hace un llamamiento, hace un nuevo llamamiento, apela, hace llamamientos, lanza un llamamiento, propugna',
    ),
    act(
      'recommend',
      'appeal',
      'recomienda, aconseja, sugiere, formula las siguientes recomendaciones, hace las siguientes recomendaciones',
      undefined,
      'recomendar',
    ),
    act('propose', 'appeal', 'propone'),
    act(
      'stress',
      'position',
      'destaca, recalca, subraya, pone de relieve, hace hincapié, enfatiza, resalta, pone de manifiesto, insiste, realza',
      duty,
      'destacar, subrayar',
    ),
    act('affirm', 'position', 'afirma', duty),
    act('reaffirm', 'position', 'reafirma, reitera, reconfirma, repite, renueva', duty),
    act('declare', 'position', 'declara, se declara, confirma, manifiesta'),
    act('look_forward', 'position', 'aguarda con interés, espera con interés, aguarda, aguarda con anhelo', future),
    act('expect', 'position', 'espera, confía, prevé', future),
    act('support', 'position', 'apoya, respalda, sostiene', future, 'apoyar'),
    act('take_note', 'position', 'toma nota, toma conocimiento'),
    act('note', 'position', 'observa, hace notar, señala, constata, advierte'),
    act(
      'welcome',
      'position',
      'acoge, celebra, se congratula, se complace, acoge con beneplácito, acoge con satisfacción, se felicita, se alegra',
    ),
    act('commend', 'position', 'encomia, elogia, rinde homenaje, felicita, saluda, aplaude, alaba'),
    act('appreciate', 'position', 'aprecia, agradece, valora, da las gracias'),
    act(
      'recognize',
      'position',
      'reconoce, considera, es consciente, está convencida, está convencido, estima, comprende, acepta, coincide',
    ),
    act('recall', 'position', 'recuerda, tiene presente, señala a la atención, llama la atención, evoca, se remite'),
    act('express', 'position', 'expresa, hace extensivo, hace constar, deja constancia', ['future']),
    act('take_into_account', 'position', 'tiene en cuenta, toma en consideración, toma en cuenta'),
    act('condemn', 'position', 'condena, denuncia, repudia, censura'),
    act('deplore', 'position', 'deplora'),
    act('regret', 'position', 'lamenta'),
    act(
      'concern',
      'position',
      'está preocupada, está preocupado, se alarma, sigue preocupada, sigue preocupado, está profundamente preocupada, observa con preocupación, sigue profundamente preocupada, permanece, se preocupa',
    ),
    act('reject', 'position', 'rechaza'),
  ],
  adverbs: listed(
    'también, además, asimismo, nuevamente, de nuevo, una vez más, encarecidamente, enérgicamente, firmemente, igualmente, en particular, por otra parte, vivamente, profundamente, finalmente, por último, debidamente, con insistencia, plenamente, en consecuencia, por consiguiente, por tanto, sinceramente, a este respecto, inequívocamente, categóricamente, reiteradamente, solemnemente, con firmeza, con urgencia',
  ),
  manner: {
    with: ['con', 'su'],
    nouns: listed(
      'aprecio, satisfacción, beneplácito, interés, preocupación, reconocimiento, agradecimiento, gratitud, pesar, agrado, inquietud, alarma, profunda preocupación, profundo agradecimiento, entusiasmo, consternación',
    ),
  },
  going: listed(
    'sigue, continúa, desea, aprovecha la oportunidad para, aprovecha esta oportunidad para, vuelve a, quisiera',
  ),
  own: listed('su, sus, la, el, los, las, lo, a'),
  renewing: listed('reitera, renueva, reafirma, repite'),
  renewed: {
    llamamiento: 'appeal',
    llamamientos: 'appeal',
    exhortación: 'appeal',
    invitación: 'appeal',
    recomendación: 'appeal',
    recomendaciones: 'appeal',
    solicitud: 'request',
    petición: 'request',
    peticiones: 'request',
    solicitudes: 'request',
    exigencia: 'request',
    exigencias: 'request',
  },
  asides: listed(
    'a este respecto, en este sentido, en este contexto, a tal fin, con tal fin, a ese respecto, en ese sentido, en ese contexto, con ese fin, a ese fin, en tal sentido, a estos efectos, a tal efecto, en consecuencia, por consiguiente, en particular, entre otras cosas, en esta ocasión, con este fin, al mismo tiempo, con ese propósito',
  ),
  and: ['y', 'e', 'pero', 'o'],
  nounAfter: listed('de, del, por, formulada, formuladas, dirigida'),
  to: ['a', 'de', 'en'],
  that: ['que', 'a que', 'en que'],
  which: ['que', 'quien', 'quienes', 'cuyo', 'cuya', 'cuyos', 'cuyas', 'el cual', 'la cual', 'donde'],
  notInfinitive: listed(
    'particular, lugar, carácter, militar, nuclear, regular, poder, mujer, familiar, cualquier, deber, primer, tercer, bienestar, mar, bilateral, auxiliar, preliminar, escolar, similar, popular, interinsular, taller, hogar, alquiler',
  ),
  must: listed('debe, deben, debería, deberían, deberá, deberán, ha de, han de, es necesario que, debía'),
  will: listed('podrá, podrán, será, serán, podría, podrían'),
  articles: listed(
    'el, la, los, las, lo, un, una, unos, unas, al, del, su, sus, todos, todas, todo, toda, otros, otras, este, esta, estos, estas, ese, esa, esos, esas, ambos, ambas, cada, dos, diversos, diversas',
  ),
  prepositions: listed(
    'en, con, para, bajo, contra, desde, hasta, hacia, sobre, sin, según, mediante, durante, tras, ante, por, a, al, dentro, conforme, teniendo, que, entre, cuando, si, cuyo, relativas, relativos, interesados en',
  ),
  members: listed(
    'y, e, o, así como, incluidos, incluidas, incluido, incluida, en particular, en especial, especialmente, como, a saber, tanto, y en particular, a, al, junto con',
  ),
  partners: listed(
    'en consulta, en cooperación, en colaboración, en coordinación, en asociación, con el apoyo, con la asistencia, en estrecha cooperación, en estrecha colaboración, en estrecha consulta, en estrecha coordinación, en conjunto, conjuntamente con, en consultas, con la participación, en concertación',
  ),
  between: ['entre'],
  by: ['por', 'por parte de'],
  of: ['de', 'del'],
  doings: listed(
    'cooperación, colaboración, coordinación, esfuerzos, diálogo, intercambio, intercambios, apoyo, fortalecimiento, continuación, intensificación, participación, aplicación, elaboración, conclusión, respeto, retirada, cese, desarrollo, iniciativas, actividades, alianzas, asociaciones, sinergias, consultas, contactos, ampliación, celebración, ratificación, mayor cooperación, mayor, medidas',
  ),
  ofDoers: listed('esfuerzos, participación, contribución, compromiso, apoyo, función, actividades'),
  treaties: listed('acuerdo, acuerdos, memorando, tratado, convención, convenio, declaración, pacto, protocolo'),
  hosting: listed('acogida, acogido, organizada, organizado, convocada'),
  calling: listed('a, al, de, para'),
  ends: listed('a fin de, con el fin de, con miras a, para, con objeto de'),
  giving: listed(
    'proporcionar, presentar, presente, presenten, prestar, ofrecer, dar, comunicar, rendir, facilitar, remitir, someter, transmitir, ayudar, presentarle, proporcione, someta',
  ),
  pronouns: listed(
    'le, les, ellos, ellas, esas organizaciones, ambas organizaciones, las dos organizaciones, dichas organizaciones, esas entidades, ambas secretarías',
  ),
  need: listed('importancia, necesidad, valor, utilidad'),
  intentions: listed('intención, disposición'),
  events: listed(
    `${meetings}, exposiciones informativas, informe, informes, examen, evaluación, convocatoria, celebración`,
  ),
  relays: listed(
    'solicitar, solicite, pedir, pida, invitar, invite, alentar, aliente, instar, inste, exhortar, exhorte',
  ),
  light: listed(
    'seguir, siga, sigan, continuar, continúe, continúen, considerar, consideren, considere, considerar la posibilidad de, consideren la posibilidad de, considere la posibilidad de, procurar, procuren, que, a que, a, de, en, se, le, les, lo, la, los, las, no, y, o, velar por, velen por, asegurar que, deben, debe, deberían, debería, esforzarse por, sigan trabajando',
  ),
  transparent: listed(
    'aplicación, ejecución, desarrollo, promoción, celebración, organización, preparación, elaboración, fortalecimiento, convocatoria, conclusión, ratificación, movilización, creación, establecimiento, formulación, intercambio, difusión, aprobación, análisis, programa, proyecto, serie',
  ),
  closing: listed(
    'incluidos, incluidas, incluida, incluido, en particular, en especial, como, a fin de, con el fin de, con miras a, teniendo en cuenta, de conformidad con, con arreglo a, sobre la base, cuando, en el contexto, en el marco, con ocasión, al presentar, al preparar, al elaborar, al examinar, al aplicar, cuyo, cuya, entre otras cosas, tomando en consideración',
  ),
  purposes: listed('a fin de, con el fin de, con miras a, para, mediante, con objeto de'),
  delivery: [
    delivers(
      'report',
      'le informe, les informe, lo informe, rinda informe, rindan informe, rinda informes, presente oralmente, presente un informe',
    ),
    delivers(
      'report',
      'informar, informe, informen, informara, informando',
      'a la asamblea, a la asamblea general, al consejo, a la comisión, al comité, a la junta',
      { within: true },
    ),
    delivers(
      'report',
      'informe sobre, informen sobre, informar sobre, informe en, informen en, informe al respecto, informen al respecto, informe periódicamente, informe de ello, informe acerca, informe oralmente, informe cada, informen cada',
    ),
    delivers('information', 'informar, informe, informen, informara, informando'),
    delivers(
      'report',
      'presentar, presente, presenten, presentarle, someter, someta',
      'examen, evaluación, evaluaciones, análisis, estudio, estudios, recomendaciones, inventario, panorama, panorama general',
    ),
    delivers('report', 'solicitud, solicitudes', 'presentación de informes', { within: true }),
    delivers('report', 'mejorar, mejore, mejoren, se mejore, fortalecer, reforzar', 'presentación de informes'),
    delivers(
      'report',
      'incluir, incluya, incluyan, incorporar, incorpore, consignar, consigne, proporcionar, proporcione, ofrezca, reflejar, refleje, formular, formule',
      'en el informe, en su informe, en sus informes, en los informes, en una exposición, en una sesión informativa',
      { within: true },
    ),
    delivers(
      'report',
      'presentar, presente, presenten, presentarle, someter, someta, preparar, prepare, elaborar, elabore, publicar, incluir, incluya, incluyan, remitir, rendir, transmitir, emitir, proporcionar, proporcione, facilitar, facilite, faciliten, ofrezca, dedique, realice, actualizar, siga presentando, ofrecer, haga, haga una',
      reports,
    ),
    delivers('agenda_item', 'incluir, inscribir, mantener, incluya', 'programa provisional, programa, orden del día'),
    delivers(
      'agenda_item',
      'seguir, permanecer, seguir ocupándose, continuar',
      'ocupándose de la cuestión, ocupándose, ocupándose activamente, examinando',
    ),
    delivers(
      'meeting',
      'celebrar, celebren, celebre, convocar, convoque, convoquen, organizar, organice, organicen, acoger, participar, participen, participe, asistir, asistan, celebración, celebrarse, organización',
      meetings,
    ),
    delivers('meeting', 'reunirse, se reúnan, se reúna'),
    delivers(
      'agreement',
      'firmar, firmen, ratificar, ratifiquen, adherirse, se adhieran, concertar, concierten, suscribir, concluir, ratificación',
    ),
    delivers(
      'agreement',
      'aplicar, apliquen, promover, negociar',
      'acuerdo, acuerdos, tratado, tratados, convención, convenio, memorando, protocolo',
    ),
    delivers(
      'establishment',
      'establecer, establezca, establezcan, crear, cree, creen, instituir, prorrogar, renovar, ampliar',
      'comité, comisión, misión, mecanismo, mecanismos, mandato, mandatos, red, oficina, grupo de trabajo, grupo, grupo de expertos, fondo, plataforma, centro, equipo, puntos focales, coordinadores',
      { named: true },
    ),
    delivers('nomination', 'nombrar, nombre, nombren, designar, designe, designen, elegir'),
    delivers(
      'funding',
      'financiar, financien, aportar, aporten, movilizar, movilicen, asignar, asigne, contribuir, contribuyan, hacer, hagan, aumentar',
      'recursos, fondos, contribuciones, financiación, fondo fiduciario, contribuciones voluntarias, recursos financieros',
    ),
    delivers(
      'funding',
      giving,
      'recursos, financiación, contribuciones voluntarias, recursos financieros, recursos necesarios',
    ),
    delivers(
      'programme',
      'elaborar, elabore, elaboren, ejecutar, ejecuten, formular, formulen, aplicar, diseñar, poner en marcha, establecer, adoptar, desarrollar, preparen',
      'programa, programas, proyecto, proyectos, plan, planes, estrategia, estrategias, plan de acción, actividades conjuntas',
    ),
    delivers(
      'assistance',
      'ayudar, ayude, ayuden, ayudando, prestando asistencia, asistir, asista, asistan, capacitar, asesorar',
    ),
    delivers('assistance', 'apoyar, apoye, apoyen, apoyando, respaldar', '', { party: true }),
    delivers(
      'assistance',
      giving,
      'asistencia, apoyo, ayuda, asistencia técnica, servicios, capacitación, asesoramiento, orientación',
    ),
    delivers(
      'review',
      'examinar, examine, examinen, evaluar, evalúe, evalúen, supervisar, vigilar, estudiar, analizar, revisar',
    ),
    delivers(
      'review',
      'realizar, realice, llevar a cabo, efectuar, emprender, dar',
      'examen, evaluación, seguimiento, análisis, estudio, vigilancia',
    ),
    delivers(
      'information',
      'intercambiar, intercambien, difundir, difunda, difundan, compartir, compartan, comunicar, comunique, publique, publiquen, publicar, notificar, notifiquen, distribuir, sensibilizar, transmitir, transmita, señalar',
    ),
    delivers('information', giving, 'información, datos, opiniones, observaciones'),
    delivers(
      null,
      'cooperar, cooperen, fortalecer, intensificar, colaborar, colaboren, proseguir, adoptar, coordinar, profundizar, refuercen, fortalezcan',
    ),
  ],
  recipients: listed('a, al, ante'),
  reportNouns: listed(reports),
  following: listed('lo siguiente'),
  nexts: listed('próximo, próximos, próxima'),
  meetingNouns: listed(meetings),
  dueBefore: listed(
    'en, a más tardar, antes, antes de, antes del, para, durante, en el curso, dentro de, hasta, a partir, a partir del, para el, a más tardar el, en el mes de, a fines de, a finales de, el, del',
  ),
  lasting: listed('hasta'),
  pastBefore: listed(
    'de, del, aprobada, celebrada, celebrado, de fecha, firmado, firmada, desde, aprobado, celebrada el, celebrada en, aprobada el, firmado el, aprobada en',
  ),
  pastEvents: listed(
    'última reunión, celebrada, celebradas, celebrado, celebrados, aprobada, aprobado, aprobadas, firmado, firmada, concertado, organizada, organizado, lanzada, publicado, publicada, inaugurada',
  ),
  relativeDues: listed(
    'en su próximo informe, en sus próximos informes, en su próxima reunión, en la próxima reunión, en su próximo informe anual, en su próximo período de sesiones, en el próximo informe',
  ),
  recurrence: {
    annual: listed('anual, anuales, anualmente, cada año, todos los años, una vez al año'),
    biennial: listed('bienal, bienales, cada dos años, una vez cada dos años'),
    regular: listed(
      'periódico, periódica, periódicos, periódicas, periódicamente, regularmente, trimestral, mensual, cada seis meses, cada tres meses, con regularidad, frecuentes, de forma periódica, de manera periódica',
    ),
    continuing: listed('seguir, siga, sigan, continuar, continúe, continúen, proseguir, prosiga, prosigan, permanecer'),
  },
  conditions: listed(
    'según proceda, cuando proceda, si procede, según corresponda, cuando corresponda, en caso necesario, de ser necesario, cuando sea necesario, según sea necesario, a petición, previa solicitud, cuando lo soliciten, que lo soliciten, con carácter voluntario, en la medida de lo posible, caso por caso, dentro de los límites de los recursos existentes, dentro de los recursos existentes, con los recursos existentes, cuando sea posible, según sea el caso, a solicitud de, de manera voluntaria, que así lo soliciten',
  ),
  conditionStarts: listed(
    'con sujeción a, dentro de los límites, dentro de sus mandatos, dentro de su mandato, de conformidad con sus mandatos, de conformidad con su mandato, de conformidad con sus respectivos mandatos, en el marco de sus mandatos, en el ámbito de sus, dentro de sus respectivos',
  ),
  marks: {
    review: listed('examen, revisión, evaluación, seguimiento'),
    end: listed('poner fin, expira, disolver, clausurar'),
    agenda: listed('programa provisional, orden del día'),
    budget: listed(
      'dentro de los límites de los recursos existentes, dentro de los recursos existentes, con los recursos existentes, presupuesto ordinario, presupuesto por programas, recursos extrapresupuestarios, contribuciones voluntarias',
    ),
  },
};
