//! A minimal hyper server that answers provisions as ../../../Sources/Provisioning does.

mod messages;

use hyper::service::{make_service_fn, service_fn};
use hyper::{Body, Method, Request, Response, Server, StatusCode};
use messages::{ProvisionRequest, ProvisionResponse};
use std::cell::RefCell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::rc::Rc;

type Desk = Rc<RefCell<HashMap<String, ProvisionResponse>>>;

/// Spawns on the one thread, so that nothing needs a lock.
#[derive(Clone, Copy)]
struct LocalExecutor;

impl<F: Future + 'static> hyper::rt::Executor<F> for LocalExecutor {
    fn execute(&self, future: F) {
        tokio::task::spawn_local(future);
    }
}

/// The text of the response with the voucher; None if the request is not valid or its id was used.
fn provision(body: &[u8], desk: &Desk) -> Option<Vec<u8>> {
    let request: ProvisionRequest = serde_json::from_slice(body).ok()?;
    let response = ProvisionResponse::to(request);
    let mut provisions = desk.borrow_mut();
    if provisions.contains_key(&response.id) {
        return None;
    }
    let text = serde_json::to_vec(&response).ok()?;
    provisions.insert(response.id.clone(), response);
    Some(text)
}

async fn answer(request: Request<Body>, desk: Desk) -> Result<Response<Body>, hyper::Error> {
    let is_provision = request.method() == Method::POST && request.uri().path() == "/suv/v1/vouchers";
    let body = hyper::body::to_bytes(request.into_body()).await?;
    let text = if is_provision { provision(&body, &desk) } else { None };
    let mut response = Response::new(Body::empty());
    match text {
        Some(text) => {
            *response.status_mut() = StatusCode::CREATED;
            let json = hyper::header::HeaderValue::from_static("application/json");
            response.headers_mut().insert(hyper::header::CONTENT_TYPE, json);
            *response.body_mut() = Body::from(text);
        }
        None => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    Ok(response)
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let desk = Desk::default();
        let service = make_service_fn(move |_| {
            let desk = desk.clone();
            async move { Ok::<_, Infallible>(service_fn(move |request| answer(request, desk.clone()))) }
        });
        let builder = Server::bind(&([127, 0, 0, 1], 0).into()).tcp_nodelay(true);
        let server = builder.executor(LocalExecutor).serve(service);
        println!("listening on http://{}/suv/v1", server.local_addr());
        server.await.unwrap();
    });
}
