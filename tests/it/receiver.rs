//! A server on this machine that answers as it is told and hands over what it got: a receiver of
//! webhooks, or a site that files come from.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::mpsc::{self, Receiver as Inbox, Sender},
    thread,
};

use serde_json::Value;

use crate::support::PATIENCE;

/// A server that keeps what it gets. It ends with the test binary.
pub struct Receiver {
    /// Its address, `http://127.0.0.1:…`.
    pub url: String,
    inbox: Inbox<Message>,
}

/// A request that came.
#[derive(Debug)]
pub struct Message {
    /// Method and path.
    pub line: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

impl Receiver {
    /// A server that gives these answers in turn, the last one again and again. An answer is a
    /// status line with headers, without the empty line, and a body.
    pub fn start(answers: &[(&str, &[u8])]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("it has one"));
        let answers: Vec<_> =
            answers.iter().map(|(head, body)| ((*head).to_owned(), body.to_vec())).collect();
        let (sender, inbox) = mpsc::channel();
        thread::spawn(move || {
            let last = answers.len() - 1;
            for (number, connection) in listener.incoming().enumerate() {
                let Ok(connection) = connection else { return };
                let (head, body) = &answers[number.min(last)];
                // The client may hang up when it has seen enough.
                let _ = serve(connection, head, body, &sender);
            }
        });
        Self { url, inbox }
    }

    /// The next request.
    #[track_caller]
    pub fn next(&self) -> Message {
        self.inbox.recv_timeout(PATIENCE).expect("nothing came")
    }

    /// How many requests came that nobody asked for yet.
    pub fn waiting(&self) -> usize {
        self.inbox.try_iter().count()
    }
}

fn serve(
    mut connection: TcpStream,
    head: &str,
    body: &[u8],
    sender: &Sender<Message>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut message = Message { line: line.trim_end().to_owned(), headers, body: Vec::new() };
    let bytes = message.header("content-length").parse().unwrap_or(0);
    message.body.resize(bytes, 0);
    reader.read_exact(&mut message.body)?;
    // Nobody may listen.
    let _ = sender.send(message);
    write!(connection, "HTTP/1.1 {head}\r\nConnection: close\r\n")?;
    write!(connection, "Content-Length: {}\r\n\r\n", body.len())?;
    connection.write_all(body)
}
