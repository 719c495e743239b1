/// How the page looks: the tokens of the pictures by the names that they have there, light and dark, on screen and on paper.
public enum PageStyle {
    /// The colours on light ground, which are those of the pictures.
    public static let light =
        "--bg:#ffffff;--panel:#f6f8fa;--ink:#1b1f24;--mute:#57606a;--line:#8c959f;--hair:#c4ccd4;"
        + "--focus:#00639c;--choke:#b84a00;--degraded:#8a6d00;--frozen:#30475e;--on:#fffffe;color-scheme:light"
    /// The same on dark ground.
    public static let dark =
        "--bg:#0f1419;--panel:#161b21;--ink:#e6edf3;--mute:#9da7b3;--line:#6e7a87;--hair:#3d4650;"
        + "--focus:#4aa8e0;--choke:#ff8a3d;--degraded:#e3c34a;--frozen:#a9c1da;--on:#0b0e11;color-scheme:dark"

    static let text = """
        :root{\(light)}
        @media (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}
        :root[data-theme=dark]{\(dark)}
        *{box-sizing:border-box}
        [hidden],.h{display:none}
        body{margin:0;height:100vh;display:grid;grid-template:"top top top" auto "side main info" 1fr/270px 1fr 320px;font:14px/1.45 Arial,"Liberation Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:var(--ink);background:var(--bg)}
        body:has(#detail>.hint){grid-template-columns:270px 1fr 150px}
        header{grid-area:top;display:flex;gap:14px;align-items:center;padding:10px 16px;border-bottom:1px solid var(--hair)}
        h1{font-size:17px;margin:0;flex:1}
        h2{font-size:13px;color:var(--mute);margin:16px 0 6px}
        h3{font-size:13px;margin:16px 0 4px}
        button,input,select{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);padding:4px 10px}
        button{cursor:pointer}
        nav{display:flex;flex-wrap:wrap}
        nav button[aria-pressed=true]{background:var(--ink);color:var(--bg);border-color:var(--ink)}
        aside{overflow:auto;padding:6px 16px 16px;background:var(--panel)}
        .side{grid-area:side;border-right:1px solid var(--hair)}
        .info{grid-area:info;border-left:1px solid var(--hair);overflow-wrap:anywhere}
        label{display:block;margin:8px 0 0;color:var(--mute);font-size:12px}
        label input,label select{display:block;width:100%;color:var(--ink);font-size:14px}
        :focus-visible{outline:3px solid var(--focus);outline-offset:1px}
        main{grid-area:main;position:relative;overflow:hidden}
        .view{position:absolute;inset:0;overflow:auto}
        .view>svg{display:block;width:100%;height:100%;cursor:grab;touch-action:none}
        .zoom{position:absolute;right:12px;bottom:12px;display:flex;gap:6px}
        .zoom[hidden]{display:none}
        .src{color:var(--mute);font-size:12px}
        .link{border:0;padding:0;background:none;text-align:left;text-decoration:underline;text-underline-offset:2px}
        pre{white-space:pre-wrap;font:12px/1.5 ui-monospace,"Liberation Mono",monospace;background:var(--bg);border:1px solid var(--hair);padding:8px;overflow-wrap:anywhere}
        ol{padding-left:22px}
        ol.points{list-style:none;padding:0;margin:0}
        ol.points button{display:block;width:100%;border:0;border-bottom:1px solid var(--hair);background:none;padding:6px 2px;text-align:left}
        .path li{margin-bottom:6px}
        table{border-collapse:collapse;width:100%}
        caption{text-align:left;color:var(--mute);font-size:12px;padding:6px 8px}
        th,td{text-align:left;padding:4px 8px;border-bottom:1px solid var(--hair);vertical-align:top}
        td{overflow-wrap:anywhere}
        th,td[data-en],td:last-child{white-space:nowrap}
        th{position:sticky;top:0;background:var(--panel)}
        th button{border:0;background:none;padding:0;font-weight:bold}
        th[aria-sort=ascending] button::after{content:" ↑"}
        th[aria-sort=descending] button::after{content:" ↓"}
        .bar{padding:8px}
        .s1,.s2,.s3{font-weight:bold;white-space:nowrap}
        .s3{color:var(--choke)}
        .s2{color:var(--degraded)}
        .s1{color:var(--frozen)}
        :root[data-h="0"] .h0,:root[data-h="1"] .h1,:root[data-h="2"] .h2,:root[data-h="3"] .h3{display:inline}
        :root[data-h="0"] li[data-h0="0"],:root[data-h="1"] li[data-h1="0"],:root[data-h="2"] li[data-h2="0"],:root[data-h="3"] li[data-h3="0"]{display:none}
        .node[data-n]{cursor:pointer}
        svg.dim .node:not(.on),svg.dim .edge:not(.on),svg .node.out{opacity:.25}
        svg.sim .node:not(.hurt):not(.on){opacity:.4}
        svg .node.hit{outline:2px dashed var(--focus)}
        svg .edge.on path{stroke-width:3.5px}
        .badge rect{fill:var(--ink);height:15px}
        .badge.s3 rect{fill:var(--choke)}
        .badge.s2 rect{fill:var(--degraded)}
        .badge.s1 rect{fill:var(--frozen)}
        [data-v=matrix] .badge{display:none}
        svg .badge text{fill:var(--on);font:bold 10px Arial,"Liberation Sans","Noto Sans CJK SC",sans-serif}
        @media (max-width:1000px){body{display:flex!important;flex-direction:column;height:auto}header{flex-wrap:wrap;gap:8px}h1{flex:1 0 100%}nav{flex:1 0 100%;flex-wrap:nowrap;overflow-x:auto}nav button{white-space:nowrap;flex:none}main{overflow:visible}.view{position:static;max-height:85vh}.view>svg{width:max(100%,860px);height:auto;touch-action:auto}.info{order:1}.side{order:2}.info,.side{border:0;border-top:1px solid var(--hair)}.zoom{display:none}}
        @media (prefers-reduced-motion:no-preference){.node,.edge{transition:opacity .15s}}
        @media print{:root,:root:not([data-theme=light]),:root[data-theme=dark]{\(light)}body{display:block!important;height:auto}nav,.zoom,#lang,#theme,label,.bar,.hint{display:none}main,.view{position:static;overflow:visible}.view{break-inside:avoid;page-break-after:always}:root[lang=en] .view[hidden]:not([lang=zh-Hans]),:root[lang=zh-Hans] .view[hidden]:not([lang=en]){display:block}.view>svg{height:auto;max-height:180mm}aside{border:0}}
        """
}
