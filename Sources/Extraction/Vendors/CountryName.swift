internal import SupplyChain

/// Countries as people write them in tables: ISO 3166-1 codes of two or three letters, and names in English, German, French and Chinese.
enum CountryName {
    /// The country that `text` names, or `nil`.
    ///
    /// Case and blanks at the ends do not count.
    static func jurisdiction(_ text: String) -> Jurisdiction? { byName[Array(text.trimmed.lowercased().utf8)] }

    private static let byName: [[UInt8]: Jurisdiction] = {
        var result: [[UInt8]: Jurisdiction] = [:]
        for line in table.split(separator: "\n") {
            let names = line.split(separator: "|")
            guard let code = names.first.flatMap({ Jurisdiction(code: String($0)) }) else { continue }
            for name in names { result[Array(name.lowercased().utf8)] = code }
        }
        return result
    }()

    /// Codes first, then names.
    private static let table = """
        AD|AND|Andorra|Andorre|安道尔
        AE|ARE|United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|阿拉伯联合酋长国|UAE|U.A.E.
        AF|AFG|Afghanistan|阿富汗
        AG|ATG|Antigua & Barbuda|Antigua und Barbuda|Antigua-et-Barbuda|安提瓜和巴布达
        AI|AIA|Anguilla|安圭拉
        AL|ALB|Albania|Albanien|Albanie|阿尔巴尼亚
        AM|ARM|Armenia|Armenien|Arménie|亚美尼亚
        AO|AGO|Angola|安哥拉
        AQ|ATA|Antarctica|Antarktis|Antarctique|南极洲
        AR|ARG|Argentina|Argentinien|Argentine|阿根廷
        AS|ASM|American Samoa|Amerikanisch-Samoa|Samoa américaines|美属萨摩亚
        AT|AUT|Austria|Österreich|Autriche|奥地利
        AU|AUS|Australia|Australien|Australie|澳大利亚
        AW|ABW|Aruba|阿鲁巴
        AX|ALA|Åland Islands|Ålandinseln|Îles Åland|奥兰群岛
        AZ|AZE|Azerbaijan|Aserbaidschan|Azerbaïdjan|阿塞拜疆
        BA|BIH|Bosnia & Herzegovina|Bosnien und Herzegowina|Bosnie-Herzégovine|波斯尼亚和黑塞哥维那
        BB|BRB|Barbados|Barbade|巴巴多斯
        BD|BGD|Bangladesh|Bangladesch|孟加拉国
        BE|BEL|Belgium|Belgien|Belgique|比利时
        BF|BFA|Burkina Faso|布基纳法索
        BG|BGR|Bulgaria|Bulgarien|Bulgarie|保加利亚
        BH|BHR|Bahrain|Bahreïn|巴林
        BI|BDI|Burundi|布隆迪
        BJ|BEN|Benin|Bénin|贝宁
        BL|BLM|St. Barthélemy|Saint-Barthélemy|圣巴泰勒米
        BM|BMU|Bermuda|Bermudes|百慕大
        BN|BRN|Brunei|Brunei Darussalam|文莱
        BO|BOL|Bolivia|Bolivien|Bolivie|玻利维亚
        BQ|BES|Caribbean Netherlands|Karibische Niederlande|Pays-Bas caribéens|荷属加勒比区
        BR|BRA|Brazil|Brasilien|Brésil|巴西
        BS|BHS|Bahamas|巴哈马
        BT|BTN|Bhutan|Bhoutan|不丹
        BV|BVT|Bouvet Island|Bouvetinsel|Île Bouvet|布韦岛
        BW|BWA|Botswana|Botsuana|博茨瓦纳
        BY|BLR|Belarus|Biélorussie|白俄罗斯
        BZ|BLZ|Belize|伯利兹
        CA|CAN|Canada|Kanada|加拿大
        CC|CCK|Cocos (Keeling) Islands|Kokosinseln|Îles Cocos|科科斯（基林）群岛
        CD|COD|Congo - Kinshasa|Kongo-Kinshasa|Congo-Kinshasa|刚果（金）
        CF|CAF|Central African Republic|Zentralafrikanische Republik|République centrafricaine|中非共和国
        CG|COG|Congo - Brazzaville|Kongo-Brazzaville|Congo-Brazzaville|刚果（布）
        CH|CHE|Switzerland|Schweiz|Suisse|瑞士
        CI|CIV|Côte d'Ivoire|科特迪瓦|Ivory Coast
        CK|COK|Cook Islands|Cookinseln|Îles Cook|库克群岛
        CL|CHL|Chile|Chili|智利
        CM|CMR|Cameroon|Kamerun|Cameroun|喀麦隆
        CN|CHN|China|Chine|中国|PRC|P.R. China|People's Republic of China|Volksrepublik China|VR China|中国大陆|中华人民共和国
        CO|COL|Colombia|Kolumbien|Colombie|哥伦比亚
        CR|CRI|Costa Rica|哥斯达黎加
        CU|CUB|Cuba|Kuba|古巴
        CV|CPV|Cape Verde|Cabo Verde|Cap-Vert|佛得角
        CW|CUW|Curaçao|库拉索
        CX|CXR|Christmas Island|Weihnachtsinsel|Île Christmas|圣诞岛
        CY|CYP|Cyprus|Zypern|Chypre|塞浦路斯
        CZ|CZE|Czechia|Tschechien|Tchéquie|捷克|Czech Republic
        DE|DEU|Germany|Deutschland|Allemagne|德国
        DJ|DJI|Djibouti|Dschibuti|吉布提
        DK|DNK|Denmark|Dänemark|Danemark|丹麦
        DM|DMA|Dominica|Dominique|多米尼克
        DO|DOM|Dominican Republic|Dominikanische Republik|République dominicaine|多米尼加共和国
        DZ|DZA|Algeria|Algerien|Algérie|阿尔及利亚
        EC|ECU|Ecuador|Équateur|厄瓜多尔
        EE|EST|Estonia|Estland|Estonie|爱沙尼亚
        EG|EGY|Egypt|Ägypten|Égypte|埃及
        EH|ESH|Western Sahara|Westsahara|Sahara occidental|西撒哈拉
        ER|ERI|Eritrea|Érythrée|厄立特里亚
        ES|ESP|Spain|Spanien|Espagne|西班牙
        ET|ETH|Ethiopia|Äthiopien|Éthiopie|埃塞俄比亚
        FI|FIN|Finland|Finnland|Finlande|芬兰
        FJ|FJI|Fiji|Fidschi|Fidji|斐济
        FK|FLK|Falkland Islands|Falklandinseln|Îles Malouines|福克兰群岛
        FM|FSM|Micronesia|Mikronesien|Micronésie|密克罗尼西亚
        FO|FRO|Faroe Islands|Färöer|Îles Féroé|法罗群岛
        FR|FRA|France|Frankreich|法国
        GA|GAB|Gabon|Gabun|加蓬
        GB|GBR|United Kingdom|Vereinigtes Königreich|Royaume-Uni|英国|UK|U.K.|Great Britain|Großbritannien|Grande-Bretagne
        GD|GRD|Grenada|Grenade|格林纳达
        GE|GEO|Georgia|Georgien|Géorgie|格鲁吉亚
        GF|GUF|French Guiana|Französisch-Guayana|Guyane française|法属圭亚那
        GG|GGY|Guernsey|Guernesey|根西岛
        GH|GHA|Ghana|加纳
        GI|GIB|Gibraltar|直布罗陀
        GL|GRL|Greenland|Grönland|Groenland|格陵兰
        GM|GMB|Gambia|Gambie|冈比亚
        GN|GIN|Guinea|Guinée|几内亚
        GP|GLP|Guadeloupe|瓜德罗普
        GQ|GNQ|Equatorial Guinea|Äquatorialguinea|Guinée équatoriale|赤道几内亚
        GR|GRC|Greece|Griechenland|Grèce|希腊
        GS|SGS|South Georgia & South Sandwich Islands|Südgeorgien und die Südlichen Sandwichinseln|Géorgie du Sud-et-les Îles Sandwich du Sud|南乔治亚和南桑威奇群岛
        GT|GTM|Guatemala|危地马拉
        GU|GUM|Guam|关岛
        GW|GNB|Guinea-Bissau|Guinée-Bissau|几内亚比绍
        GY|GUY|Guyana|圭亚那
        HK|HKG|Hong Kong SAR China|Sonderverwaltungsregion Hongkong|R.A.S. chinoise de Hong Kong|中国香港特别行政区|Hong Kong|Hongkong|香港
        HM|HMD|Heard & McDonald Islands|Heard und McDonaldinseln|Îles Heard-et-MacDonald|赫德岛和麦克唐纳群岛
        HN|HND|Honduras|洪都拉斯
        HR|HRV|Croatia|Kroatien|Croatie|克罗地亚
        HT|HTI|Haiti|Haïti|海地
        HU|HUN|Hungary|Ungarn|Hongrie|匈牙利
        ID|IDN|Indonesia|Indonesien|Indonésie|印度尼西亚
        IE|IRL|Ireland|Irland|Irlande|爱尔兰
        IL|ISR|Israel|Israël|以色列
        IM|IMN|Isle of Man|Île de Man|马恩岛
        IN|IND|India|Indien|Inde|印度
        IO|IOT|British Indian Ocean Territory|Britisches Territorium im Indischen Ozean|Territoire britannique de l'océan Indien|英属印度洋领地
        IQ|IRQ|Iraq|Irak|伊拉克
        IR|IRN|Iran|伊朗|Islamic Republic of Iran
        IS|ISL|Iceland|Island|Islande|冰岛
        IT|ITA|Italy|Italien|Italie|意大利
        JE|JEY|Jersey|泽西岛
        JM|JAM|Jamaica|Jamaika|Jamaïque|牙买加
        JO|JOR|Jordan|Jordanien|Jordanie|约旦
        JP|JPN|Japan|Japon|日本
        KE|KEN|Kenya|Kenia|肯尼亚
        KG|KGZ|Kyrgyzstan|Kirgisistan|Kirghizstan|吉尔吉斯斯坦
        KH|KHM|Cambodia|Kambodscha|Cambodge|柬埔寨
        KI|KIR|Kiribati|基里巴斯
        KM|COM|Comoros|Komoren|Comores|科摩罗
        KN|KNA|St. Kitts & Nevis|St. Kitts und Nevis|Saint-Christophe-et-Niévès|圣基茨和尼维斯
        KP|PRK|North Korea|Nordkorea|Corée du Nord|朝鲜
        KR|KOR|South Korea|Südkorea|Corée du Sud|韩国|Republic of Korea|Korea
        KW|KWT|Kuwait|Koweït|科威特
        KY|CYM|Cayman Islands|Kaimaninseln|Îles Caïmans|开曼群岛
        KZ|KAZ|Kazakhstan|Kasachstan|哈萨克斯坦
        LA|LAO|Laos|老挝
        LB|LBN|Lebanon|Libanon|Liban|黎巴嫩
        LC|LCA|St. Lucia|Sainte-Lucie|圣卢西亚
        LI|LIE|Liechtenstein|列支敦士登
        LK|LKA|Sri Lanka|斯里兰卡
        LR|LBR|Liberia|利比里亚
        LS|LSO|Lesotho|莱索托
        LT|LTU|Lithuania|Litauen|Lituanie|立陶宛
        LU|LUX|Luxembourg|Luxemburg|卢森堡
        LV|LVA|Latvia|Lettland|Lettonie|拉脱维亚
        LY|LBY|Libya|Libyen|Libye|利比亚
        MA|MAR|Morocco|Marokko|Maroc|摩洛哥
        MC|MCO|Monaco|摩纳哥
        MD|MDA|Moldova|Republik Moldau|Moldavie|摩尔多瓦
        ME|MNE|Montenegro|Monténégro|黑山
        MF|MAF|St. Martin|Saint-Martin|法属圣马丁
        MG|MDG|Madagascar|Madagaskar|马达加斯加
        MH|MHL|Marshall Islands|Marshallinseln|Îles Marshall|马绍尔群岛
        MK|MKD|North Macedonia|Nordmazedonien|Macédoine du Nord|北马其顿
        ML|MLI|Mali|马里
        MM|MMR|Myanmar (Burma)|Myanmar|Myanmar (Birmanie)|缅甸|Burma
        MN|MNG|Mongolia|Mongolei|Mongolie|蒙古
        MO|MAC|Macao SAR China|Sonderverwaltungsregion Macau|R.A.S. chinoise de Macao|中国澳门特别行政区|Macau|Macao|澳门
        MP|MNP|Northern Mariana Islands|Nördliche Marianen|Îles Mariannes du Nord|北马里亚纳群岛
        MQ|MTQ|Martinique|马提尼克
        MR|MRT|Mauritania|Mauretanien|Mauritanie|毛里塔尼亚
        MS|MSR|Montserrat|蒙特塞拉特
        MT|MLT|Malta|Malte|马耳他
        MU|MUS|Mauritius|Maurice|毛里求斯
        MV|MDV|Maldives|Malediven|马尔代夫
        MW|MWI|Malawi|马拉维
        MX|MEX|Mexico|Mexiko|Mexique|墨西哥
        MY|MYS|Malaysia|Malaisie|马来西亚
        MZ|MOZ|Mozambique|Mosambik|莫桑比克
        NA|NAM|Namibia|Namibie|纳米比亚
        NC|NCL|New Caledonia|Neukaledonien|Nouvelle-Calédonie|新喀里多尼亚
        NE|NER|Niger|尼日尔
        NF|NFK|Norfolk Island|Norfolkinsel|Île Norfolk|诺福克岛
        NG|NGA|Nigeria|尼日利亚
        NI|NIC|Nicaragua|尼加拉瓜
        NL|NLD|Netherlands|Niederlande|Pays-Bas|荷兰|Holland|The Netherlands
        NO|NOR|Norway|Norwegen|Norvège|挪威
        NP|NPL|Nepal|Népal|尼泊尔
        NR|NRU|Nauru|瑙鲁
        NU|NIU|Niue|纽埃
        NZ|NZL|New Zealand|Neuseeland|Nouvelle-Zélande|新西兰
        OM|OMN|Oman|阿曼
        PA|PAN|Panama|巴拿马
        PE|PER|Peru|Pérou|秘鲁
        PF|PYF|French Polynesia|Französisch-Polynesien|Polynésie française|法属波利尼西亚
        PG|PNG|Papua New Guinea|Papua-Neuguinea|Papouasie-Nouvelle-Guinée|巴布亚新几内亚
        PH|PHL|Philippines|Philippinen|菲律宾
        PK|PAK|Pakistan|巴基斯坦
        PL|POL|Poland|Polen|Pologne|波兰
        PM|SPM|St. Pierre & Miquelon|St. Pierre und Miquelon|Saint-Pierre-et-Miquelon|圣皮埃尔和密克隆群岛
        PN|PCN|Pitcairn Islands|Pitcairninseln|Îles Pitcairn|皮特凯恩群岛
        PR|PRI|Puerto Rico|Porto Rico|波多黎各
        PS|PSE|Palestinian Territories|Palästinensische Autonomiegebiete|Territoires palestiniens|巴勒斯坦领土
        PT|PRT|Portugal|葡萄牙
        PW|PLW|Palau|Palaos|帕劳
        PY|PRY|Paraguay|巴拉圭
        QA|QAT|Qatar|Katar|卡塔尔
        RE|REU|Réunion|La Réunion|留尼汪
        RO|ROU|Romania|Rumänien|Roumanie|罗马尼亚
        RS|SRB|Serbia|Serbien|Serbie|塞尔维亚
        RU|RUS|Russia|Russland|Russie|俄罗斯|Russian Federation
        RW|RWA|Rwanda|Ruanda|卢旺达
        SA|SAU|Saudi Arabia|Saudi-Arabien|Arabie saoudite|沙特阿拉伯
        SB|SLB|Solomon Islands|Salomonen|Îles Salomon|所罗门群岛
        SC|SYC|Seychelles|Seychellen|塞舌尔
        SD|SDN|Sudan|Soudan|苏丹
        SE|SWE|Sweden|Schweden|Suède|瑞典
        SG|SGP|Singapore|Singapur|Singapour|新加坡
        SH|SHN|St. Helena|Sainte-Hélène|圣赫勒拿
        SI|SVN|Slovenia|Slowenien|Slovénie|斯洛文尼亚
        SJ|SJM|Svalbard & Jan Mayen|Spitzbergen und Jan Mayen|Svalbard et Jan Mayen|斯瓦尔巴和扬马延
        SK|SVK|Slovakia|Slowakei|Slovaquie|斯洛伐克
        SL|SLE|Sierra Leone|塞拉利昂
        SM|SMR|San Marino|Saint-Marin|圣马力诺
        SN|SEN|Senegal|Sénégal|塞内加尔
        SO|SOM|Somalia|Somalie|索马里
        SR|SUR|Suriname|苏里南
        SS|SSD|South Sudan|Südsudan|Soudan du Sud|南苏丹
        ST|STP|São Tomé & Príncipe|São Tomé und Príncipe|Sao Tomé-et-Principe|圣多美和普林西比
        SV|SLV|El Salvador|Salvador|萨尔瓦多
        SX|SXM|Sint Maarten|Saint-Martin (partie néerlandaise)|荷属圣马丁
        SY|SYR|Syria|Syrien|Syrie|叙利亚|Syrian Arab Republic
        SZ|SWZ|Eswatini|斯威士兰
        TC|TCA|Turks & Caicos Islands|Turks- und Caicosinseln|Îles Turques-et-Caïques|特克斯和凯科斯群岛
        TD|TCD|Chad|Tschad|Tchad|乍得
        TF|ATF|French Southern Territories|Französische Süd- und Antarktisgebiete|Terres australes françaises|法属南部领地
        TG|TGO|Togo|多哥
        TH|THA|Thailand|Thaïlande|泰国
        TJ|TJK|Tajikistan|Tadschikistan|Tadjikistan|塔吉克斯坦
        TK|TKL|Tokelau|托克劳
        TL|TLS|Timor-Leste|Timor oriental|东帝汶
        TM|TKM|Turkmenistan|Turkménistan|土库曼斯坦
        TN|TUN|Tunisia|Tunesien|Tunisie|突尼斯
        TO|TON|Tonga|汤加
        TR|TUR|Türkiye|Türkei|Turquie|土耳其|Turkey|Turkiye
        TT|TTO|Trinidad & Tobago|Trinidad und Tobago|Trinité-et-Tobago|特立尼达和多巴哥
        TV|TUV|Tuvalu|图瓦卢
        TW|TWN|Taiwan|Taïwan|台湾|Taiwan, Province of China
        TZ|TZA|Tanzania|Tansania|Tanzanie|坦桑尼亚
        UA|UKR|Ukraine|乌克兰
        UG|UGA|Uganda|Ouganda|乌干达
        UM|UMI|U.S. Outlying Islands|Amerikanische Überseeinseln|Îles mineures éloignées des États-Unis|美国本土外小岛屿
        US|USA|United States|Vereinigte Staaten|États-Unis|美国|USA|U.S.|U.S.A.|United States of America|USA (Vereinigte Staaten)|美利坚合众国
        UY|URY|Uruguay|乌拉圭
        UZ|UZB|Uzbekistan|Usbekistan|Ouzbékistan|乌兹别克斯坦
        VA|VAT|Vatican City|Vatikanstadt|État de la Cité du Vatican|梵蒂冈
        VC|VCT|St. Vincent & Grenadines|St. Vincent und die Grenadinen|Saint-Vincent-et-les Grenadines|圣文森特和格林纳丁斯
        VE|VEN|Venezuela|委内瑞拉
        VG|VGB|British Virgin Islands|Britische Jungferninseln|Îles Vierges britanniques|英属维尔京群岛
        VI|VIR|U.S. Virgin Islands|Amerikanische Jungferninseln|Îles Vierges des États-Unis|美属维尔京群岛
        VN|VNM|Vietnam|Viêt Nam|越南|Viet Nam
        VU|VUT|Vanuatu|瓦努阿图
        WF|WLF|Wallis & Futuna|Wallis und Futuna|Wallis-et-Futuna|瓦利斯和富图纳
        WS|WSM|Samoa|萨摩亚
        YE|YEM|Yemen|Jemen|Yémen|也门
        YT|MYT|Mayotte|马约特
        ZA|ZAF|South Africa|Südafrika|Afrique du Sud|南非
        ZM|ZMB|Zambia|Sambia|Zambie|赞比亚
        ZW|ZWE|Zimbabwe|Simbabwe|津巴布韦
        """
}
