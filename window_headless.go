package main

import "relay/app"

var window app.Window
