// Package routing shows the rules that decide where messages go: the list in its
// order, the form of one rule, and a try that says of each rule why it takes a
// message or not. What it knows stands in model.go without Fyne.
package routing
