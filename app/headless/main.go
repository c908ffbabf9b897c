// Command headless is Relay without a window: the same command line, no C
// compiler and no display.
package main

import (
	"os"

	"relay/app"
)

func main() { os.Exit(app.Main(os.Args, nil)) }
