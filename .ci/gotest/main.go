// Command gotest runs `go test -json` and prints what a person wants of it: a
// line a package, the output of what failed, and totals.
//
//	gotest [-totals FILE] ARGS...   run the tests, append the totals to FILE
//	gotest -sum FILE                print the sum of FILE's totals
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64
}

func main() {
	args := os.Args[1:]
	if len(args) == 2 && args[0] == "-sum" {
		sum(args[1])
		return
	}
	totals := ""
	if len(args) > 2 && args[0] == "-totals" {
		totals, args = args[1], args[2:]
	}
	os.Exit(run(totals, args))
}

func run(totals string, args []string) int {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	said := map[string][]string{}
	passed, failed, skipped := 0, 0, 0
	sc := bufio.NewScanner(out)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var e event
		if json.Unmarshal(sc.Bytes(), &e) != nil {
			fmt.Println(sc.Text())
			continue
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			said[key] = append(said[key], e.Output)
			if e.Action == "build-output" {
				fmt.Print(e.Output)
			}
		case "pass", "fail", "skip":
			if e.Test != "" {
				switch e.Action {
				case "pass":
					passed++
				case "skip":
					skipped++
				default:
					failed++
				}
			} else if e.Action != "skip" {
				word := "ok  "
				if e.Action == "fail" {
					word = "FAIL"
				}
				fmt.Printf("%s %s (%.1fs)\n", word, e.Package, e.Elapsed)
			}
			if e.Action == "fail" {
				fmt.Print(strings.Join(said[key], ""))
			}
			delete(said, key)
		}
	}
	err = cmd.Wait()
	fmt.Printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	if totals != "" {
		f, ferr := os.OpenFile(totals, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
		if ferr != nil {
			fmt.Fprintln(os.Stderr, ferr)
			return 1
		}
		fmt.Fprintln(f, passed, failed, skipped)
		if ferr := f.Close(); ferr != nil {
			fmt.Fprintln(os.Stderr, ferr)
			return 1
		}
	}
	switch {
	case err != nil || failed > 0:
		return 1
	case passed == 0:
		fmt.Fprintln(os.Stderr, "no test ran")
		return 1
	}
	return 0
}

func sum(file string) {
	f, err := os.Open(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer f.Close()
	var p, x, s int
	for {
		var a, b, c int
		if n, _ := fmt.Fscan(f, &a, &b, &c); n < 3 {
			break
		}
		p, x, s = p+a, x+b, s+c
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", p, x, s)
}
