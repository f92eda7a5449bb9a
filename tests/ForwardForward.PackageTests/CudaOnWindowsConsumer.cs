namespace ForwardForward.PackageTests;

/// <summary>The line for Windows: ForwardForward.Cuda, which depends on TorchSharp's CUDA build.</summary>
/// <param name="packages">The packages to consume.</param>
public sealed class CudaOnWindowsConsumer(PackedPackages packages)
    : CudaConsumer(
        packages, "ForwardForward.Cuda", "TorchSharp-cuda-windows", "win-x64", "c10.dll", "torch.dll", "torch_cpu.dll", "torch_cuda.dll");
