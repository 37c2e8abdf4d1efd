//! Servers on this machine for the tests of this folder; they end with the test binary.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc::{Receiver, channel},
    thread,
};

fn listening() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has one");
    (listener, address)
}

/// A request: the lines of its head, an empty one, its body.
fn request(connection: &TcpStream) -> String {
    let mut reader = BufReader::new(connection);
    let (mut text, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a number");
        }
        text += line.trim_end();
        text.push('\n');
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the whole body comes");
    text + "\n" + &String::from_utf8_lossy(&body)
}

/// A server that gives every request the same answer: its address, and the requests.
pub fn recording(head: &str, body: impl Into<Vec<u8>>) -> (SocketAddr, Receiver<String>) {
    let (listener, address) = listening();
    let (sender, requests) = channel();
    let head = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
    let body = body.into();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { return };
            // The test may look at no request, and the client may hang up after the head.
            let _ = sender.send(request(&connection));
            let _ =
                connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(&body));
        }
    });
    (address, requests)
}

/// The same, its URL only.
pub fn server(head: &str, body: impl Into<Vec<u8>>) -> String {
    format!("http://{}", recording(head, body).0)
}

/// A server that redirects `/5` to `/4` and so on; at `/0` is a file.
pub fn stairs() -> String {
    let (listener, address) = listening();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { return };
            let request = request(&connection);
            let step: u32 = request.split(['/', ' ']).nth(2).and_then(|s| s.parse().ok()).unwrap();
            let answer = match step {
                0 => "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfound".to_owned(),
                _ => format!("HTTP/1.1 302 Found\r\nLocation: {}\r\n\r\n", step - 1),
            };
            let _ = connection.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}")
}

/// A server that says this and then neither goes on nor hangs up.
pub fn stalling(said: &'static str) -> String {
    let (listener, address) = listening();
    thread::spawn(move || {
        let mut open = Vec::new();
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { return };
            // An answer that is there before its question is no HTTP, and clients say so.
            request(&connection);
            let _ = connection.write_all(said.as_bytes());
            open.push(connection);
        }
    });
    format!("http://{address}")
}

/// The URL of a port that was free a moment ago.
pub fn nobody() -> String {
    format!("http://{}", listening().1)
}
