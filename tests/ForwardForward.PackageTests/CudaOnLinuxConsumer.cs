namespace ForwardForward.PackageTests;

/// <summary>The line for Linux: ForwardForward, and TorchSharp's CUDA build beside it.</summary>
/// <param name="packages">The packages to consume.</param>
public sealed class CudaOnLinuxConsumer(PackedPackages packages)
    : CudaConsumer(
        packages, "ForwardForward", "TorchSharp-cuda-linux", "linux-x64", "libc10.so", "libtorch.so", "libtorch_cpu.so",
        "libtorch_cuda.so");
