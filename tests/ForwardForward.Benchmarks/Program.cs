// Measures the library against its backprop twin and against the same written plainly, prints a line a ratio and writes benchmarks.json.
// CONTRIBUTING.md says how to run it; Catalogue.cs lists what is measured.
using ForwardForward.Benchmarks;
using ForwardForward.Runtime;
using TorchSharp;

const int Threads = 2;

#pragma warning disable RS0030 // The whole process is this program's.
torch.set_num_threads(Threads);
#pragma warning restore RS0030
TorchRuntime.KeepFreedMemory();
return BenchmarkCommand.Create().Parse(args).Invoke();
