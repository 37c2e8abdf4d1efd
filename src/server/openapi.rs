//! The API's description in `OpenAPI` 3.1, made from the table and from the types of the doors.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{Service, audit, envelope, router::offered};
use crate::{
    capability::{Doors, Node, Row, Weight},
    error::Kind,
    store::{Delivery, Depth, Event, Job, Page, Upload},
};

/// `GET /api/v1/openapi.json`
pub(super) async fn json(State(service): State<Arc<Service>>) -> Response {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| document(service.queue.rows).to_string());
    ([(header::CONTENT_TYPE, "application/json")], text.as_str()).into_response()
}

/// `GET /api/v1/openapi.yaml`
pub(super) async fn yaml(State(service): State<Arc<Service>>) -> Response {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| {
        serde_yaml::to_string(&document(service.queue.rows)).expect("every JSON value is YAML")
    });
    ([(header::CONTENT_TYPE, "application/yaml")], text.as_str()).into_response()
}

/// The whole description.
#[must_use]
pub fn document(rows: &'static [Row]) -> Value {
    let mut schemas = Map::new();
    shared(&mut schemas);
    let mut paths = doors();
    for row in offered(rows) {
        add(&mut schemas, &format!("{}.request", row.name), row.request());
        add(&mut schemas, &format!("{}.result", row.name), row.result());
        let path = paths.entry(format!("/api/v1{}", row.path())).or_insert_with(|| json!({}));
        for (method, operation) in capability(row).as_object().into_iter().flatten() {
            path[method] = operation.clone();
        }
    }
    let groups: Vec<_> = offered(rows).filter_map(|row| row.words().next()).collect();
    let mut tags = vec![json!({"name": "service"}), json!({"name": "jobs"})];
    for group in groups {
        if !tags.iter().any(|tag| tag["name"] == group) {
            tags.push(json!({ "name": group }));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "remotion-media",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Makes media: videos from briefs, ads, stills. Errors always have the \
                form of the schema Error.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "http://localhost:3100"}],
        "security": [{"bearer": []}, {"header": []}],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
            "schemas": schemas,
        },
    })
}

/// Adds a schema, with what it refers to as components of their own.
fn add(schemas: &mut Map<String, Value>, name: &str, mut schema: Value) {
    if let Some(fields) = schema.as_object_mut() {
        fields.remove("$schema");
        let parts = fields.remove("$defs");
        for (part, definition) in parts.as_ref().and_then(Value::as_object).into_iter().flatten() {
            let mut definition = definition.clone();
            rename(&mut definition, name);
            schemas.insert(format!("{name}.{part}"), definition);
        }
    }
    rename(&mut schema, name);
    schemas.insert(name.to_owned(), schema);
}

fn rename(value: &mut Value, name: &str) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field {
                    Value::String(target) if key == "$ref" => {
                        if let Some(part) = target.strip_prefix("#/$defs/") {
                            *target = format!("#/components/schemas/{name}.{part}");
                        }
                    }
                    other => rename(other, name),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, name)),
        _ => {}
    }
}

fn of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

fn shared(schemas: &mut Map<String, Value>) {
    add(schemas, "Job", of::<Job>());
    add(schemas, "Jobs", of::<Page>());
    add(schemas, "LogLine", of::<Event>());
    add(schemas, "Upload", of::<Upload>());
    add(schemas, "Webhook", of::<Delivery>());
    add(schemas, "Call", of::<audit::Entry>());
    let mut queue = of::<Depth>();
    queue["properties"]["max_concurrent"] = json!({"type": "integer", "minimum": 0});
    add(schemas, "Queue", queue);
    let codes: Vec<_> = Kind::ALL.iter().map(|kind| kind.row().code).collect();
    schemas.insert(
        "Error".to_owned(),
        json!({
            "type": "object",
            "required": ["success", "error", "request_id"],
            "properties": {
                "success": {"const": false},
                "error": {
                    "type": "object",
                    "required": ["code", "message", "details", "retryable"],
                    "properties": {
                        "code": {"enum": codes},
                        "message": {"type": "string"},
                        "details": {"type": "object", "properties": {
                            "errors": {"type": "array", "items": {
                                "type": "object",
                                "required": ["field", "message"],
                                "properties": {
                                    "field": {"type": "string"}, "message": {"type": "string"},
                                },
                            }},
                            "hint": {"type": "string"},
                        }},
                        "retryable": {"type": "boolean"},
                    },
                },
                "request_id": {"type": "string"},
            },
        }),
    );
    schemas.insert(
        "Accepted".to_owned(),
        json!({
            "type": "object",
            "required": ["job_id", "status", "poll_url", "webhook_registered"],
            "properties": {
                "job_id": {"type": "string"},
                "status": {"enum": ["queued", "processing", "completed", "failed", "cancelled", "timeout"]},
                "estimated_duration_sec": {"type": ["number", "null"]},
                "poll_url": {"type": "string"},
                "webhook_registered": {"type": "boolean"},
                "queue_position": {"type": ["integer", "null"]},
            },
        }),
    );
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn body(description: &str, schema: &Value) -> Value {
    json!({"description": description, "content": {"application/json": {"schema": schema}}})
}

/// A response for each status, errors in their one form.
fn responses(good: &[(&str, Value)], bad: &[&str]) -> Value {
    let mut all: Map<_, _> = good.iter().map(|(s, r)| ((*s).to_owned(), r.clone())).collect();
    for status in bad {
        let error = body(meaning(status), &reference("Error"));
        all.insert((*status).to_owned(), error);
    }
    all.into()
}

fn meaning(status: &str) -> &'static str {
    match status {
        "400" => "A field is wrong; details.errors names each",
        "401" => "No key, or a wrong one",
        "403" => "The key does not allow this",
        "404" => "There is no such thing",
        "405" => "The path does not take this method",
        "409" => "It is in a state that does not allow this",
        "413" => "Too large",
        "429" => "Too many requests; Retry-After says how long to wait",
        "499" => "The job was cancelled",
        "500" => "A bug",
        "502" => "A provider answered with an error",
        "503" => "Something that is needed is not there now",
        "504" => "It was not done in time",
        _ => "An error",
    }
}

/// What may always go wrong.
const ALWAYS: [&str; 4] = ["400", "401", "403", "429"];
/// What may go wrong with work.
const WORK: [&str; 12] =
    ["400", "401", "403", "404", "409", "413", "429", "499", "500", "502", "503", "504"];

fn capability(row: &'static Row) -> Value {
    let name = row.name;
    let schema = json!({
        "type": "object",
        "required": ["success", "result", "duration_ms"],
        "properties": {
            "success": {"const": true},
            "result": reference(&format!("{name}.result")),
            "duration_ms": {"type": "integer", "minimum": 0},
            "job_id": {"type": "string"},
        },
    });
    let done = body("The result", &schema);
    let accepted = body("The job waits or is worked on", &reference("Accepted"));
    let mut request = envelope::schema().clone();
    if let Some(fields) = request.as_object_mut() {
        fields.remove("$schema");
        inline_defs(fields);
    }
    request["properties"]["params"] = reference(&format!("{name}.request"));
    if !Node::of(&row.request()).required().is_empty() {
        request["required"] = json!(["params"]);
    }
    let header = |name: &str, about: &str, schema: Value| json!({"name": name, "in": "header", "description": about, "schema": schema});
    let group = row.words().next().unwrap_or_default();
    let quick = row.weight == Weight::Quick;
    let how = if quick { "Answered at once." } else { "Queued: answers 202 with the job." };
    let mut path = json!({
        "post": {
            "operationId": name.replace(['.', '-'], "_"),
            "tags": [group],
            "summary": row.summary,
            "description": format!("{how} `Prefer: wait=N` waits up to N seconds for the result, \
                `Prefer: respond-async` always makes a job."),
            "parameters": [
                header("Prefer", "wait=N or respond-async (RFC 7240)", json!({"type": "string"})),
                header("Idempotency-Key", "The same key with the same content is the same job",
                    json!({"type": "string", "minLength": 1, "maxLength": 255,
                        "pattern": "^[!-~]+$"})),
            ],
            "requestBody": {"required": true, "content": {"application/json": {"schema": request}}},
            "responses": responses(&[("200", done.clone()), ("202", accepted)], &WORK),
        },
    });
    if let Some(example) =
        row.requests.first().and_then(|text| serde_json::from_str::<Value>(text).ok())
    {
        path["post"]["requestBody"]["content"]["application/json"]["example"] =
            json!({ "params": example });
    }
    let bodiless = || {
        let (request, path) = (row.request(), row.path());
        let node = Node::of(&request);
        let required = node.required();
        let parameters: Vec<_> = node
            .properties()
            .map(|(field, node)| {
                let in_path = path.contains(&format!("{{{field}}}"));
                json!({"name": field, "in": if in_path { "path" } else { "query" },
                    "required": in_path || required.contains(&field),
                    "schema": {"type": "string", "minLength": 1},
                    "description": node.description().unwrap_or_default()})
            })
            .collect();
        let list = if row.doors == Doors::AllAndGet { "list_" } else { "" };
        json!({
            "operationId": format!("{list}{}", name.replace(['.', '-'], "_")),
            "tags": [group],
            "summary": row.summary,
            "parameters": parameters,
            "responses": responses(&[("200", done.clone())], &WORK),
        })
    };
    match row.doors {
        Doors::AllAndGet => path["get"] = bodiless(),
        Doors::Get => path = json!({ "get": bodiless() }),
        Doors::Delete => path = json!({ "delete": bodiless() }),
        Doors::All | Doors::Terminal => {}
    }
    path
}

/// Puts the parts of a schema where they are referred to; for schemas inside of operations.
fn inline_defs(fields: &mut Map<String, Value>) {
    let Some(parts) = fields.remove("$defs") else { return };
    let mut whole = Value::Object(std::mem::take(fields));
    place(&mut whole, &parts);
    if let Value::Object(whole) = whole {
        *fields = whole;
    }
}

fn place(value: &mut Value, parts: &Value) {
    let target = value.get("$ref").and_then(Value::as_str).map(str::to_owned);
    if let Some(part) = target.and_then(|t| t.strip_prefix("#/$defs/").map(|n| parts[n].clone()))
        && let (Value::Object(here), Value::Object(part)) = (&mut *value, part)
    {
        here.remove("$ref");
        for (name, field) in part {
            here.entry(name).or_insert(field);
        }
    }
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| place(field, parts)),
        Value::Array(items) => items.iter_mut().for_each(|item| place(item, parts)),
        _ => {}
    }
}

fn doors() -> Map<String, Value> {
    let text = include_str!("openapi_doors.yaml");
    let doors: Map<String, Value> =
        serde_yaml::from_str(text).expect("the file is checked by a test");
    let mut paths = Map::new();
    for (path, methods) in doors {
        let mut all = Map::new();
        for (method, door) in methods.as_object().into_iter().flatten() {
            all.insert(method.clone(), operation(&path, method, door));
        }
        paths.insert(path, all.into());
    }
    paths
}

/// One operation from its short form.
fn operation(path: &str, method: &str, door: &Value) -> Value {
    let text = |name: &str| door[name].as_str().unwrap_or_default();
    let open = door["open"].as_bool().unwrap_or_default();
    let mut good = Vec::new();
    for (status, answer) in door["answers"].as_object().into_iter().flatten() {
        let about = answer["about"].as_str().unwrap_or("Done");
        let kind = answer["type"].as_str().unwrap_or("application/json");
        let schema = &answer["schema"];
        let schema =
            if let Some(name) = schema.as_str() { reference(name) } else { schema.clone() };
        let mut response = json!({ "description": about });
        if !schema.is_null() {
            response["content"] = json!({ kind: { "schema": schema } });
        }
        good.push((status.as_str(), response));
    }
    let mut bad: Vec<_> = if open { Vec::new() } else { ALWAYS.to_vec() };
    bad.extend(door["errors"].as_array().into_iter().flatten().filter_map(Value::as_str));
    let segments = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<_> = segments
        .map(|name| {
            json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}})
        })
        .collect();
    for (name, parameter) in door["parameters"].as_object().into_iter().flatten() {
        let place = parameter["in"].as_str().unwrap_or("query");
        parameters.push(json!({"name": name, "in": place, "schema": parameter["schema"],
            "description": parameter["about"]}));
    }
    let mut operation = json!({
        "operationId": text("id"),
        "tags": [if text("tag").is_empty() { "service" } else { text("tag") }],
        "summary": text("summary"),
        "parameters": parameters,
        "responses": responses(&good, &bad),
    });
    if open {
        operation["security"] = json!([]);
    }
    if method == "post" && !door["form"].is_null() {
        operation["requestBody"] =
            json!({"required": true, "content": {"multipart/form-data": {"schema": door["form"]}}});
    }
    operation
}
