"""What the signs and functions of a form are called in words: Dutch, translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.domain.errors import N_

COMPARED: Mapping[str, str] = {
    "=": N_("{one} is {other}"),
    "!=": N_("{one} is niet {other}"),
    "<": N_("{one} is minder dan {other}"),
    "<=": N_("{one} is hoogstens {other}"),
    ">": N_("{one} is meer dan {other}"),
    ">=": N_("{one} is ten minste {other}"),
}

COMPARED_DATES: Mapping[str, str] = {
    "=": N_("{one} is {other}"),
    "!=": N_("{one} is niet {other}"),
    "<": N_("{one} ligt voor {other}"),
    "<=": N_("{one} ligt niet na {other}"),
    ">": N_("{one} ligt na {other}"),
    ">=": N_("{one} ligt niet voor {other}"),
}

MIRRORED: Mapping[str, str] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The sign that says the same with its two sides exchanged."""

NEGATED: Mapping[str, str] = {"=": "!=", "!=": "="}
"""The sign that says the opposite. Not for an order: with an empty answer neither ``<`` nor ``>=`` holds."""

PASSED_ON = frozenset({"number", "string", "date", "date-time", "once", "current"})
"""Functions that change the form of a value only, and need no word."""

FIXED: Mapping[str, str] = {
    "true": N_("altijd"),
    "false": N_("nooit"),
    "today": N_("vandaag"),
    "now": N_("dit moment"),
    "fc:signal-count": N_("het aantal signalen"),
    "fc:domains-with-signals": N_("het aantal gebieden met een signaal"),
    "fc:hourly-wage": N_("het loon per uur"),
    "fc:minimum-wage": N_("het minimumloon per uur"),
    "fc:below-minimum-share": N_("het deel dat het brutoloon onder het minimumloon ligt"),
    "fc:net-below-minimum-share": N_("het deel dat het nettoloon onder het bruto minimumloon ligt"),
    "fc:weekly-hours": N_("het aantal uren per week"),
    "fc:daily-hours": N_("het aantal uren op de langste dag"),
    "fc:stay-days": N_("het aantal dagen op het park"),
    "fc:square-metres-per-person": N_("het aantal vierkante meters per persoon"),
    "fc:age": N_("de leeftijd"),
    "fc:unease": N_("een medewerker vindt iets niet pluis"),
    "fc:daily-rest": N_("het aantal uren rust na de langste dag"),
    "fc:weekly-rest": N_("het aantal uren van de langste rust in de week"),
    "fc:break-due": N_("het aantal minuten pauze waarop de langste dag recht geeft"),
    "fc:break-minutes": N_("het aantal minuten pauze"),
    "fc:night-hours": N_("het aantal uren werk tussen 23 en 6 uur"),
    "fc:night-shift-hours": N_("het aantal uren van de langste nachtdienst"),
    "fc:holiday-allowance": N_("de vakantiebijslag voor een maand"),
    "fc:deduction-share": N_("het deel van het loon dat wordt ingehouden"),
    "fc:housing-deduction-share": N_("het deel van het minimumloon dat voor de woning wordt ingehouden"),
    "fc:insurance-deduction-share": N_(
        "de inhouding voor de zorgverzekering als deel van de gemiddelde premie"
    ),
    "fc:rent-share": N_("het deel van het loon dat aan huur opgaat"),
    "fc:debt-months": N_("de schuld in maanden loon"),
    "fc:bed-hours": N_("het aantal uren tussen het einde van het werk en het einde van de slaapplaats"),
    "fc:registration-days": N_("het aantal dagen verblijf dat telt voor inschrijving"),
}
"""Functions without arguments."""

PHRASES: Mapping[str, str] = {
    "string-length": N_("het aantal tekens van {one}"),
    "count-selected": N_("het aantal keuzes bij {one}"),
    "count": N_("het aantal keer {one}"),
    "count-non-empty": N_("het aantal ingevulde antwoorden op {one}"),
    "sum": N_("het totaal van {one}"),
    "int": N_("{one} zonder cijfers achter de komma"),
    "round": N_("{one}, afgerond"),
    "abs": N_("{one} zonder minteken"),
    "coalesce": N_("{one}, of als dat leeg is {other}"),
    "regex": N_("{one} heeft de vorm {other}"),
    "starts-with": N_("{one} begint met {other}"),
    "ends-with": N_("{one} eindigt op {other}"),
    "contains": N_("in {one} staat {other}"),
    "jr:choice-name": N_("de tekst van de keuze {one} bij {other}"),
}
"""Functions with one or two arguments."""

LIMITS: Mapping[str, str] = {
    "stay_days": N_("de grens van de gemeente voor het aantal dagen"),
    "square_metres": N_("de grens van de gemeente voor vierkante meters per persoon"),
}

THRESHOLDS: Mapping[str, str] = {
    "severe-underpayment": N_("de grens voor ernstige onderbetaling"),
    "far-below-minimum": N_("de grens voor ver onder het minimumloon"),
    "registration-days": N_("het aantal dagen waarna inschrijven moet"),
    "week-hours": N_("het hoogste aantal uren in een week"),
    "average-hours": N_("het hoogste gemiddelde aantal uren per week"),
    "day-hours": N_("het hoogste aantal uren op een dag"),
    "daily-rest": N_("het laagste aantal uren rust na een dag"),
    "weekly-rest": N_("het laagste aantal uren rust achter elkaar in een week"),
    "night-shift-hours": N_("het hoogste aantal uren van een nachtdienst"),
    "housing-deduction": N_("het hoogste deel van het minimumloon voor de woning"),
    "insurance-deduction": N_("het hoogste deel van de gemiddelde zorgpremie"),
}

WEIGHTS: Mapping[str, str] = {
    "strong": N_("zwaar"),
    "medium": N_("middelzwaar"),
    "weak": N_("licht"),
}
"""The weights of ILO/EC 2009: strong, medium, weak."""

URGENCIES: Mapping[str, str] = {"acute": N_("acuut"), "regular": N_("gewoon"), "none": N_("geen haast")}
