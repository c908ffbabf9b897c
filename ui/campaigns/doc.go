// Package campaigns shows campaigns: the list, the steps that make a new one of a
// table, and how one runs. What it knows stands in model.go, wizardmodel.go and
// progress.go without Fyne.
package campaigns
