using System.Runtime.InteropServices;
using ForwardForward.Runtime;
using TorchSharp;

namespace ForwardForward.Cuda;

/// <summary>What this process knows of CUDA.</summary>
/// <param name="IsAvailable">Whether libtorch can compute on CUDA.</param>
/// <param name="DeviceCount">How many devices libtorch sees; 0 or more.</param>
/// <param name="HasCudaBuild">Whether the CUDA build of libtorch is in the application and loads.</param>
internal readonly record struct CudaSupport(bool IsAvailable, int DeviceCount, bool HasCudaBuild)
{
    /// <summary>Asks libtorch.</summary>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded at all.</exception>
    public static CudaSupport Detect()
    {
        TorchRuntime.EnsureLoaded();
        return new CudaSupport(
            torch.cuda.is_available(),
            torch.cuda.device_count(),
            NativeLibrary.TryLoad("torch_cuda", typeof(torch).Assembly, searchPath: null, out _));
    }

    /// <summary>Says why the device <paramref name="index"/>, 0 or more, cannot be used; <see langword="null"/> when it can.</summary>
    public string? FindProblem(int index)
    {
        if (IsAvailable && index < DeviceCount)
            return null;
        if (IsAvailable && DeviceCount > 0)
        {
            return $"There is no CUDA device {index}: this process sees {DeviceCount}, counted from 0. "
                + $"Give an index of at most {DeviceCount - 1}, or let CUDA_VISIBLE_DEVICES show more devices.";
        }

        if (!HasCudaBuild)
        {
            return "The application has no CUDA build of libtorch, or none that loads. Add the package TorchSharp-cuda-windows on Windows "
                + "or TorchSharp-cuda-linux on Linux, in the same version as TorchSharp; macOS has no CUDA.";
        }

        return "The CUDA build of libtorch is in the application, but it finds no CUDA device. Check that nvidia-smi lists one, that its "
            + "driver is new enough for the CUDA version of that build, and that CUDA_VISIBLE_DEVICES does not hide it.";
    }
}
