"use strict";

// A page that has moved: the place within it comes along. Without script it still leads to the page.

const there = document.getElementById("moved");
location.replace(new URL(location.search + location.hash, there.href));
