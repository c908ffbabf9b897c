// Command relay is the SMS gateway console.
package main

import (
	"os"

	"relay/app"
)

func main() { os.Exit(app.Main(os.Args, window)) }
