//! The service's page in headless Chromium, used as a person does: with the mouse, with the
//! keyboard alone, on a small screen, in the dark.

use std::{thread, time::Duration};

use serde_json::Value;
use thirtyfour::Key;

use crate::{
    browser::{Browser, has_browser},
    service::Service,
    support::Sandbox,
    tools::saying,
};

/// A service and a browser; none where no browser is installed.
#[track_caller]
fn begun() -> Option<(Sandbox, Service, Browser)> {
    has_browser().then(|| {
        let sandbox = Sandbox::new();
        let service = Service::start(&sandbox, &[]);
        (sandbox, service, Browser::start(1280, 900, &[]))
    })
}

/// Types the key into the page's dialog.
fn enter(browser: &Browser, service: &Service) {
    browser.open(&service.url);
    browser.fill("[data-testid=key-input]", &service.key);
    browser.click("[data-testid=key-save]");
    browser.until("!document.getElementById('key-dlg').open");
}

/// Opens the form of a capability.
fn choose(browser: &Browser, name: &str) {
    browser.click("nav a[data-view=try]");
    browser.click(&format!("[data-capability='{name}']"));
    browser.says("#try-title", name);
}

/// The name of the job that is shown.
fn shown(browser: &Browser) -> String {
    let hash = browser.until("location.hash.startsWith('#/jobs/') && location.hash");
    hash.as_str().expect("a text").trim_start_matches("#/jobs/").to_owned()
}

#[test]
fn a_person_sends_a_form_watches_the_job_and_plays_the_video() {
    let Some((_sandbox, service, browser)) = begun() else { return };
    browser.open(&service.url);
    browser.fill("[data-testid=key-input]", "not-the-key");
    browser.click("[data-testid=key-save]");
    browser.says("#key-why", "did not accept this key");
    enter(&browser, &service);
    browser.says("#link", "Live");

    choose(&browser, "test.sleep");
    browser.fill("#f-seconds", "3");
    browser.fill("#f-bytes", "5000");
    browser.click("[data-testid=send]");
    let id = shown(&browser);
    browser.until("(p => !p.hidden && p.value > 0)(document.querySelector('#detail progress'))");
    browser.says("#jobs [data-testid=job-row]", "test.sleep");
    browser.says("#detail .st", "Completed");
    browser.says("[data-testid=job-result]", "slept.bin");
    assert_eq!(service.job(&id)["status"], "completed");

    choose(&browser, "render.brief");
    let mut brief = saying(&serde_json::json!({"heading": "Seen on the page"}));
    brief["settings"]["duration_sec"] = 2.into();
    browser.script(&format!(
        "const f = document.getElementById('f-brief'); f.value = {:?}; \
         f.dispatchEvent(new Event('input', {{bubbles: true}}))",
        brief.to_string()
    ));
    browser.click("[data-testid=send]");
    let id = shown(&browser);
    browser.says("#detail .st", "Completed");
    browser.until("document.querySelector('#detail video')?.readyState >= 2");
    browser.script("const v = document.querySelector('#detail video'); v.muted = true; v.play()");
    browser.until("document.querySelector('#detail video').currentTime > 0.2");
    let video = browser.script(
        "const v = document.querySelector('#detail video'); return [v.videoWidth, v.error]",
    );
    let width = service.job(&id)["result"]["width"].clone();
    assert_eq!(video, serde_json::json!([width, null]));

    // What is answered at once is shown beside its form.
    choose(&browser, "render.static-ad");
    browser.fill("#f-template_id", "sale-offer-v1");
    browser.click("[data-testid=send]");
    browser.until("document.querySelector('[data-testid=preview]')?.naturalWidth > 0");

    browser.click("nav a[data-view=health]");
    browser.says("[data-testid=health-status]", "Ok");
    let elsewhere = browser.script(
        "return performance.getEntriesByType('resource').map(e => e.name) \
         .filter(n => !n.startsWith(location.origin) && !n.startsWith('blob:' + location.origin) \
           && !n.startsWith('data:'))",
    );
    assert_eq!(elsewhere, serde_json::json!([]), "it asked another server");
}

#[test]
fn a_person_cancels_a_job_and_tries_it_again() {
    let Some((_sandbox, service, browser)) = begun() else { return };
    enter(&browser, &service);
    choose(&browser, "test.sleep");
    browser.fill("#f-seconds", "-1");
    browser.click("[data-testid=send]");
    browser.until("document.getElementById('f-seconds').getAttribute('aria-invalid') === 'true'");
    browser.until("document.activeElement.id === 'f-seconds'");
    browser.until("!document.getElementById('f-seconds-e').hidden");
    browser.fill("#f-seconds", "600");
    browser.click("[data-testid=send]");
    let id = shown(&browser);
    browser.says("#detail .st", "Processing");
    browser.click("[data-testid=cancel]");
    browser.says("#detail .st", "Cancelled");
    assert_eq!(service.job(&id)["status"], "cancelled");
    browser.click("[data-testid=retry]");
    browser
        .until(&format!("location.hash.startsWith('#/jobs/') && !location.hash.endsWith({id:?})"));
    let again = shown(&browser);
    browser.says("#detail .st", "Processing");
    assert_eq!(service.job(&again)["retry_of"], id.as_str());
    // What others do is shown too, without a click.
    service.delete(&format!("/api/v1/jobs/{again}")).is(200);
    browser.says("#detail .st", "Cancelled");
    let failed = service.sleep(&serde_json::json!({"fail": "PROVIDER_ERROR"}));
    browser.until(&format!("document.querySelector(\"#jobs [data-job-id='{failed}']\")"));
    service.kill();
    browser.until("!document.getElementById('link').classList.contains('live')");
}

#[test]
fn the_keyboard_is_enough() {
    let Some((_sandbox, service, browser)) = begun() else { return };
    browser.open(&service.url);
    browser.until("document.activeElement.id === 'key-in'");
    browser.press(service.key.as_str());
    browser.press(Key::Enter);
    browser.until("!document.getElementById('key-dlg').open");
    let walk = |goal: &str| {
        for _ in 0..60 {
            if browser.script(&format!("return ({goal})")) == true {
                return;
            }
            browser.press(Key::Tab);
            let ringed = browser.script(
                "const e = document.activeElement; return e === document.body \
                 || !e.matches(':focus-visible') || getComputedStyle(e).outlineStyle !== 'none' \
                 || e.matches('h2, main')",
            );
            assert_eq!(ringed, true, "the focus is not to be seen: {goal}");
        }
        panic!("Tab does not lead to {goal}:\n{}", browser.text());
    };
    walk("document.activeElement.textContent === 'Try it'");
    browser.press(Key::Enter);
    browser.until("document.querySelector(\"[data-capability='test.sleep']\")");
    walk("document.activeElement.dataset.capability === 'test.sleep'");
    browser.press(Key::Enter);
    browser.until("document.activeElement.id === 'try-title'");
    walk("document.activeElement.id === 'f-seconds'");
    browser.press("600");
    browser.press(Key::Enter);
    let id = shown(&browser);
    browser.says("#detail .st", "Processing");
    walk("document.activeElement.dataset.testid === 'cancel'");
    browser.press(Key::Enter);
    browser.says("#detail .st", "Cancelled");
    assert_eq!(service.job(&id)["status"], "cancelled");
    browser.until("document.getElementById('live').textContent.includes('ancelled')");
    browser.press(Key::Escape);
    browser.until("document.getElementById('detail').hidden");
}

/// Controls without a name, text that is hard to read, and parts wider than the window.
const FAULTS: &str = r#"
const faults = [], seen = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true})
  && !e.closest(".sr, .skip, [aria-disabled=true]");
for (const e of document.querySelectorAll("button, a, input, select, textarea, progress, img, video, audio")) {
  if (!seen(e) || e.closest("[aria-hidden=true]")) continue;
  const name = e.getAttribute("aria-label") || (e.labels && e.labels.length ? e.labels[0].innerText : "")
    || (e.matches("button, a") ? e.innerText : "") || e.alt || e.title;
  if (!name.trim()) faults.push("no name: " + e.outerHTML.slice(0, 120));
}
const rgb = t => { const v = (t.match(/[\d.]+/g) || []).map(Number); return {c: v.slice(0, 3), a: v[3] ?? 1}; };
const light = c => { const [r, g, b] = c.map(x => (x /= 255) <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b; };
const under = e => { for (; e; e = e.parentElement) { const b = rgb(getComputedStyle(e).backgroundColor); if (b.a > .99) return b.c; }
  return rgb(getComputedStyle(document.documentElement).backgroundColor).c; };
for (const e of document.querySelectorAll("body *")) {
  if (!seen(e) || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
  if (e.closest("option, svg, script, style")) continue;
  const style = getComputedStyle(e), [a, b] = [light(rgb(style.color).c), light(under(e))].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05), large = parseFloat(style.fontSize) >= 24;
  if (ratio < (large ? 3 : 4.5)) faults.push(ratio.toFixed(2) + ": " + e.outerHTML.slice(0, 120));
}
const wide = document.documentElement.scrollWidth - innerWidth;
if (wide > 0) faults.push(wide + " px too wide");
return faults;
"#;

#[test]
fn the_page_is_readable_and_named_in_light_and_dark_and_on_a_small_screen() {
    if !has_browser() {
        return;
    }
    let sandbox = Sandbox::new();
    let service = Service::start(&sandbox, &[]);
    service.wait(&service.sleep(&serde_json::json!({"fail": "PROVIDER_ERROR"})));
    let ad = serde_json::json!({"params": {"template_id": "sale-offer-v1"}});
    let done = service.submit("/api/v1/render/static-ad", &ad);
    service.wait(&done);
    let long = service.sleep(&serde_json::json!({"seconds": 600}));
    service.begun(&long);
    for (theme, flags) in [
        ("light", &["--blink-settings=preferredColorScheme=1"][..]),
        ("dark", &["--blink-settings=preferredColorScheme=0"]),
    ] {
        let browser = Browser::start(1280, 900, flags);
        enter(&browser, &service);
        let asked =
            browser.script(&format!("return matchMedia('(prefers-color-scheme:{theme})').matches"));
        assert_eq!(asked, true, "the browser is not {theme}");
        for (width, height) in [(1280, 900), (500, 900)] {
            browser.resize(width, height);
            let hashes = ["#/jobs", "#/try", "#/try/render.brief", "#/health"].map(str::to_owned);
            for hash in hashes.iter().chain(&[format!("#/jobs/{done}"), format!("#/jobs/{long}")]) {
                browser.script(&format!("location.hash = {hash:?}"));
                browser.until("!/Loading/.test(document.getElementById('main').innerText)");
                let faults = settled(&browser);
                assert_eq!(faults, serde_json::json!([]), "{hash} at {width} px, {theme}");
            }
        }
    }
}

/// The page's faults when it has come to rest; a transition may be half over.
fn settled(browser: &Browser) -> Value {
    let mut faults = browser.script(FAULTS);
    for _ in 0..20 {
        if faults == serde_json::json!([]) {
            break;
        }
        thread::sleep(Duration::from_millis(50));
        faults = browser.script(FAULTS);
    }
    faults
}
