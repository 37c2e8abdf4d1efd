//! What is let through and what is not, in every notation an address can have.

use super::*;

fn guard(allowed: &[&str]) -> Guard {
    let allowed: Vec<_> = allowed.iter().map(|&entry| entry.to_owned()).collect();
    Guard::public(&allowed).expect("good entries")
}

fn url(host: &str) -> Url {
    Url::parse(&format!("http://{host}/a.png")).unwrap_or_else(|e| panic!("{host}: {e}"))
}

#[test]
fn addresses_that_are_not_public_are_refused_however_they_are_written() {
    for (host, word) in [
        ("0.0.0.0", "unspecified"),
        ("0", "unspecified"),
        ("0.1.2.3", "reserved"),
        ("10.0.0.1", "private"),
        ("10.255.255.255", "private"),
        ("10.1", "private"),
        ("012.0.0.1", "private"),
        ("100.64.0.0", "shared"),
        ("100.127.255.255", "shared"),
        ("127.0.0.1", "loopback"),
        ("127.0.0.1.", "loopback"),
        ("127.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("2130706433", "loopback"),
        ("0x7f000001", "loopback"),
        ("0x7f.0.0.1", "loopback"),
        ("0x7F.1", "loopback"),
        ("0177.0.0.1", "loopback"),
        ("017700000001", "loopback"),
        ("%31%32%37.0.0.1", "loopback"),
        ("①②⑦.0.0.1", "loopback"),
        ("127。0。0。1", "loopback"),
        ("localhost", "loopback"),
        ("LocalHost.", "loopback"),
        ("a.localhost", "loopback"),
        ("169.254.0.1", "link-local"),
        ("169.254.169.254", "cloud metadata"),
        ("0xa9fea9fe", "cloud metadata"),
        ("2852039166", "cloud metadata"),
        ("169.254.170.2", "cloud metadata"),
        ("100.100.100.200", "cloud metadata"),
        ("168.63.129.16", "cloud metadata"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.1", "reserved"),
        ("192.0.0.255", "reserved"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "reserved"),
        ("192.168.1.1", "private"),
        ("0300.0250.1.1", "private"),
        ("198.18.0.1", "benchmarking"),
        ("198.19.255.255", "benchmarking"),
        ("198.51.100.7", "documentation"),
        ("203.0.113.7", "documentation"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.254", "reserved"),
        ("255.255.255.255", "broadcast"),
        ("[::]", "unspecified"),
        ("[::1]", "loopback"),
        ("[0:0:0:0:0:0:0:1]", "loopback"),
        ("[::2]", "reserved"),
        ("[::ffff:127.0.0.1]", "loopback"),
        ("[::ffff:a00:1]", "private"),
        ("[::ffff:169.254.169.254]", "cloud metadata"),
        ("[::127.0.0.1]", "loopback"),
        ("[::a00:1]", "private"),
        ("[::8.8.8.8]", "reserved"),
        ("[64:ff9b::10.0.0.1]", "private"),
        ("[64:ff9b::a9fe:a9fe]", "cloud metadata"),
        ("[64:ff9b:1::808:808]", "private"),
        ("[100::1]", "discard"),
        ("[2001::1]", "Teredo"),
        ("[2001:0:ffff::1]", "Teredo"),
        ("[2001:2::1]", "benchmarking"),
        ("[2001:10::1]", "ORCHID"),
        ("[2001:2f::1]", "ORCHID"),
        ("[2001:1ff::1]", "reserved"),
        ("[2001:db8::1]", "documentation"),
        ("[2002:7f00:1::]", "loopback"),
        ("[2002:a00:1::1]", "private"),
        ("[2002:c0a8:101:1::1]", "private"),
        ("[3fff:fff::1]", "documentation"),
        ("[4000::1]", "reserved"),
        ("[5f00::1]", "reserved"),
        ("[fc00::1]", "private"),
        ("[fdff::1]", "private"),
        ("[fd00:ec2::254]", "cloud metadata"),
        ("[fe80::1]", "link-local"),
        ("[febf::1]", "link-local"),
        ("[fec0::1]", "site-local"),
        ("[ff02::1]", "multicast"),
    ] {
        let error = guard(&[]).check_url(&url(host)).expect_err(host);
        assert_eq!(error.kind(), Kind::Validation, "{host}");
        let expected = format!(" leads to the {word} address ");
        assert!(error.to_string().contains(&expected), "{host}: {error}");
        Guard::open().check_url(&url(host)).expect("the terminal may");
    }
}

#[test]
fn public_addresses_and_names_pass() {
    for host in [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "134744072",
        "[::ffff:8.8.8.8]",
        "[64:ff9b::8.8.8.8]",
        "[2002:808:808::1]",
        "[2001:200::1]",
        "[2001:4860:4860::8888]",
        "[2606:4700::1111]",
        "[3fff:1000::1]",
        "example.org",
        "me:pw@example.org:8080",
        "localhost.example.org",
    ] {
        guard(&[]).check_url(&url(host)).unwrap_or_else(|e| panic!("{host}: {e}"));
    }
}

#[test]
fn a_refusal_names_the_address_and_the_way_out_but_no_secret() {
    let url = Url::parse("http://me:pw@10.0.0.1/a.png?key=secret").expect("an address");
    let error = guard(&[]).check_url(&url).expect_err("private");
    assert_eq!(
        error.to_string(),
        "http://10.0.0.1/a.png leads to the private address 10.0.0.1, which requests over HTTP \
         may not reach"
    );
    let hint = "allow it with REMOTION_ALLOWED_HOSTS, or upload the file";
    assert_eq!(error.hint_text(), Some(hint));
}

#[test]
fn only_http_is_let_out_by_any_guard() {
    for text in ["ftp://a/b", "file:///etc/passwd", "data:,x", "gopher://a", "unix:/run/x"] {
        let url = Url::parse(text).expect("an address");
        for guard in [guard(&[]), Guard::open()] {
            let error = guard.check_url(&url).expect_err(text);
            assert_eq!(error.kind(), Kind::Validation, "{error}");
        }
    }
}

#[test]
fn the_allow_list_opens_what_it_names() {
    for (entry, host, passes) in [
        ("10.0.0.0/8", "10.9.9.9", true),
        ("10.0.0.0/8", "[::ffff:10.9.9.9]", true),
        ("10.0.0.0/8", "[64:ff9b::10.9.9.9]", true),
        ("10.0.0.0/8", "[2002:a09:909::1]", true),
        ("10.0.0.0/8", "192.168.0.1", false),
        ("2002::/16", "[2002:a09:909::1]", false),
        ("10.0.0.1:8080", "10.0.0.1:8080", true),
        ("10.0.0.1:8080", "10.0.0.1", false),
        ("10.0.0.1:80", "10.0.0.1", true),
        ("localhost", "localhost", true),
        ("localhost", "127.9.9.9:99", true),
        ("localhost", "[::1]", true),
        ("localhost", "10.0.0.1", false),
        ("app.localhost", "app.localhost", true),
        ("app.localhost", "localhost", false),
        ("0.0.0.0/0", "169.254.1.1", true),
        ("0.0.0.0/0", "169.254.169.254", false),
        ("169.254.169.254/31", "169.254.169.254", false),
        ("169.254.169.254/32", "169.254.169.254", true),
        ("169.254.169.254", "[64:ff9b::169.254.169.254]", true),
        ("169.254.169.254:81", "169.254.169.254", false),
        ("::/0", "[fd00:ec2::254]", false),
        ("fd00:ec2::254", "[fd00:ec2::254]", true),
    ] {
        let found = guard(&[entry]).check_url(&url(host));
        assert_eq!(found.is_ok(), passes, "{entry}: {host}: {found:?}");
    }
}

#[test]
fn a_name_is_judged_by_each_address_it_resolves_to() {
    let check = |allowed: &[&str], host, address: &str| {
        guard(allowed).check_address(host, address.parse().expect("an address and a port")).is_ok()
    };
    assert!(check(&[], "example.org", "93.184.216.34:443"));
    assert!(!check(&[], "example.org", "10.0.0.1:443"));
    assert!(check(&["Example.ORG."], "example.org.", "10.0.0.1:443"));
    assert!(check(&["*.example.lan"], "a.example.lan", "[fd00::1]:443"));
    assert!(!check(&["*.example.lan"], "example.lan", "[fd00::1]:443"));
    assert!(!check(&["example.org:80"], "example.org", "10.0.0.1:443"));
    // A name that is allowed must not become the way to the machine's passwords.
    assert!(!check(&["example.org"], "example.org", "169.254.169.254:80"));
    assert!(check(&["example.org", "169.254.169.254"], "example.org", "169.254.169.254:80"));
}

#[test]
fn a_bad_entry_is_refused() {
    let error = Guard::public(&["localhost".to_owned(), "10.0.0.0/99".to_owned()]);
    let error = error.expect_err("no network");
    assert_eq!(error.field_errors()[0].field, "allowed_hosts");
    assert!(error.to_string().contains("10.0.0.0/99"), "{error}");
}
