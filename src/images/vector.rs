//! Owns taking out of SVG files what runs or loads something: scripts, event handlers, foreign objects,
//! references to other hosts. Bytes to bytes.

use svg_hush::{Filter, data_url_filter};

/// An SVG file with nothing in it but a picture; the error says why it cannot be read.
pub fn sanitized(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut filter = Filter::new();
    filter.set_data_url_filter(data_url_filter::allow_standard_images);
    let mut clean = Vec::with_capacity(bytes.len());
    filter.filter(bytes, &mut clean).map_err(|error| {
        let why = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
        if why.contains("No acceptable SVG") { "there is no SVG in it".to_owned() } else { why }
    })?;
    Ok(clean)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(svg: &str, expect: Expect) {
        let said = match sanitized(svg.as_bytes()) {
            Ok(clean) => String::from_utf8(clean).unwrap(),
            Err(error) => format!("error: {error}"),
        };
        expect.assert_eq(&said);
    }

    #[test]
    fn what_runs_and_loads_goes() {
        check(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9' onload='x()'>\
             <script>alert(1)</script><foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>\
             <a href='javascript:x()'><text onclick='x()'>Words &amp; more</text></a>\
             <image href='https://elsewhere.example/a.png'/><image xlink:href='data:image/png;base64,iVBORw0KGgo='/>\
             <image href='data:text/html;base64,PHA+'/><use href='#a'/><use xlink:href='//e.example/b.svg#a'/>\
             <style>p { fill: url(https://e.example/x); color: red } @import 'https://e.example/y.css';</style>\
             <path id='a' d='M0 0' style='fill:url(https://e.example/z)' fill='url(#g)'/><set attributeName='onload' to='x'/></svg>",
            expect![[r##"
                <?xml version="1.0" encoding="utf-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
                  <a>
                    <text>Words &amp; more</text>
                  </a>
                  <image href="/a.png"/>
                  <image href="data:image/png;base64,iVBORw0KGgo="/>
                  <image/>
                  <use href="#a"/>
                  <use href="/b.svg#a"/>
                  <style>p { fill: url(/x); color: red }</style>
                  <path d="M0 0" fill="url(#g)" id="a" style="fill:url(/z)"/>
                  <set to="x"/>
                </svg>"##]],
        );
    }

    #[test]
    fn what_is_no_svg() {
        check("<svg><g></svg>", expect!["error: 1:14 Unexpected closing tag: svg != g"]);
        check("", expect!["error: 1:1 Unexpected end of stream: no root element found"]);
        check("GIF89a", expect!["error: 1:1 Unexpected characters outside the root element: G"]);
        check(
            "<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><svg>&b;</svg>",
            expect!["error: there is no SVG in it"],
        );
        check(
            "<html xmlns='http://www.w3.org/1999/xhtml'><p>x</p></html>",
            expect!["error: there is no SVG in it"],
        );
    }
}
