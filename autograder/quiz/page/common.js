"use strict";
// What all scripts of the page share: what it holds, its fields, and small services.

const data = JSON.parse(document.getElementById("data").textContent);
const fields = [];
const OPEN = "-";
const byId = (id) => document.getElementById(id);
const copyOf = (id) => byId(id).content.cloneNode(true).firstElementChild;
const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
