// Measures the library against its backprop twin and against the same written plainly, prints a line a ratio and writes benchmarks.json.
// CONTRIBUTING.md says how to run it; Catalogue.cs lists what is measured.
using ForwardForward.Benchmarks;

return BenchmarkCommand.Create().Parse(args).Invoke();
