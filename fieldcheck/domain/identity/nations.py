"""The country codes of travel documents: three letters, as ICAO Doc 9303 part 3, section 5 lists them."""

from __future__ import annotations

_ISO = """
ABW AW AFG AF AGO AO AIA AI ALA AX ALB AL AND AD ARE AE ARG AR ARM AM ASM AS ATA AQ ATF TF ATG AG AUS AU
AUT AT AZE AZ BDI BI BEL BE BEN BJ BES BQ BFA BF BGD BD BGR BG BHR BH BHS BS BIH BA BLM BL BLR BY BLZ BZ
BMU BM BOL BO BRA BR BRB BB BRN BN BTN BT BVT BV BWA BW CAF CF CAN CA CCK CC CHE CH CHL CL CHN CN CIV CI
CMR CM COD CD COG CG COK CK COL CO COM KM CPV CV CRI CR CUB CU CUW CW CXR CX CYM KY CYP CY CZE CZ DEU DE
DJI DJ DMA DM DNK DK DOM DO DZA DZ ECU EC EGY EG ERI ER ESH EH ESP ES EST EE ETH ET FIN FI FJI FJ FLK FK
FRA FR FRO FO FSM FM GAB GA GBR GB GEO GE GGY GG GHA GH GIB GI GIN GN GLP GP GMB GM GNB GW GNQ GQ GRC GR
GRD GD GRL GL GTM GT GUF GF GUM GU GUY GY HKG HK HMD HM HND HN HRV HR HTI HT HUN HU IDN ID IMN IM IND IN
IOT IO IRL IE IRN IR IRQ IQ ISL IS ISR IL ITA IT JAM JM JEY JE JOR JO JPN JP KAZ KZ KEN KE KGZ KG KHM KH
KIR KI KNA KN KOR KR KWT KW LAO LA LBN LB LBR LR LBY LY LCA LC LIE LI LKA LK LSO LS LTU LT LUX LU LVA LV
MAC MO MAF MF MAR MA MCO MC MDA MD MDG MG MDV MV MEX MX MHL MH MKD MK MLI ML MLT MT MMR MM MNE ME MNG MN
MNP MP MOZ MZ MRT MR MSR MS MTQ MQ MUS MU MWI MW MYS MY MYT YT NAM NA NCL NC NER NE NFK NF NGA NG NIC NI
NIU NU NLD NL NOR NO NPL NP NRU NR NZL NZ OMN OM PAK PK PAN PA PCN PN PER PE PHL PH PLW PW PNG PG POL PL
PRI PR PRK KP PRT PT PRY PY PSE PS PYF PF QAT QA REU RE ROU RO RUS RU RWA RW SAU SA SDN SD SEN SN SGP SG
SGS GS SHN SH SJM SJ SLB SB SLE SL SLV SV SMR SM SOM SO SPM PM SRB RS SSD SS STP ST SUR SR SVK SK SVN SI
SWE SE SWZ SZ SXM SX SYC SC SYR SY TCA TC TCD TD TGO TG THA TH TJK TJ TKL TK TKM TM TLS TL TON TO TTO TT
TUN TN TUR TR TUV TV TWN TW TZA TZ UGA UG UKR UA UMI UM URY UY USA US UZB UZ VAT VA VCT VC VEN VE VGB VG
VIR VI VNM VN VUT VU WLF WF WSM WS YEM YE ZAF ZA ZMB ZM ZWE ZW
"""

TERRITORIES: dict[str, str] = dict(zip(_ISO.split()[::2], _ISO.split()[1::2], strict=True))
"""ISO 3166-1 alpha-3 to alpha-2: the key under which a locale names the country."""

_SPECIAL = (
    # Germany's own single letter, and the British subjects who are no citizens.
    "D GBD GBN GBO GBP GBS "
    # Kosovo; the European Union; the United Nations and its bodies.
    "RKS EUE UNO UNA UNK "
    # Stateless; refugee (1951 convention); refugee otherwise; nationality not specified.
    "XXA XXB XXC XXX "
    # Organisations that issue papers of their own.
    "XBA XIM XCC XCE XCO XEC XPO XES XMP XOM XDC "
    # The country of the specimens.
    "UTO"
)

SPECIAL: frozenset[str] = frozenset(_SPECIAL.split())
"""Codes of Doc 9303 that ISO 3166-1 does not have."""

STATELESS = frozenset({"XXA"})
REFUGEE = frozenset({"XXB", "XXC"})

_TERRITORY_OF_SPECIAL = {
    "D": "DE",
    "GBD": "GB",
    "GBN": "GB",
    "GBO": "GB",
    "GBP": "GB",
    "GBS": "GB",
    "RKS": "XK",
}


def is_known(code: str) -> bool:
    """Whether a three-letter code (without fillers, capitals) stands in the list of Doc 9303."""
    return code in TERRITORIES or code in SPECIAL


def territory(code: str) -> str:
    """The two-letter key of the country (``"D"`` and ``"DEU"`` are both ``"DE"``), "" where there is none."""
    return TERRITORIES.get(code) or _TERRITORY_OF_SPECIAL.get(code, "")


def country_code(typed: str) -> str:
    """The three-letter code from what somebody typed: two or three letters, any case; "" if unknown.

    Germany becomes ``DEU``, so that a paper that says ``D<<`` and one that says ``DEU`` agree.
    """
    bare = typed.strip().strip("<").upper()
    if bare in ("D", "DE"):
        return "DEU"
    if is_known(bare):
        return bare
    return _BY_TERRITORY.get(bare, "")


_BY_TERRITORY = {short: long for long, short in TERRITORIES.items()} | {"XK": "RKS"}
