//! All SQL and nothing but SQL, and the files: the durable memory of the server.
