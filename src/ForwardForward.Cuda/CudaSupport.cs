using TorchSharp;

namespace ForwardForward.Cuda;

/// <summary>What this process knows of CUDA.</summary>
/// <param name="IsAvailable">Whether libtorch can compute on CUDA.</param>
/// <param name="DeviceCount">How many devices libtorch sees; 0 or more.</param>
/// <param name="HasCudaLibraries">Whether the CUDA build of libtorch lies where this process looks for native libraries.</param>
internal readonly record struct CudaSupport(bool IsAvailable, int DeviceCount, bool HasCudaLibraries)
{
    /// <summary>Asks libtorch, and looks for its CUDA library.</summary>
    public static CudaSupport Detect() => new(torch.cuda.is_available(), torch.cuda.device_count(), HasLibrary(NativeDirectories()));

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
        if (!HasCudaLibraries)
        {
            return "The application has no CUDA build of libtorch. Add the package TorchSharp-cuda-windows on Windows or "
                + "TorchSharp-cuda-linux on Linux, in the same version as TorchSharp; macOS has no CUDA.";
        }
        return "The CUDA build of libtorch is present, but it finds no CUDA device. Check that nvidia-smi lists one, that its driver is new "
            + "enough for the CUDA version of that build, and that CUDA_VISIBLE_DEVICES does not hide it.";
    }

    /// <summary>Whether one of the directories holds libtorch's CUDA library.</summary>
    internal static bool HasLibrary(IEnumerable<string> directories)
    {
        string name = OperatingSystem.IsWindows() ? "torch_cuda.dll" : "libtorch_cuda.so";
        return directories.Any(directory => File.Exists(Path.Combine(directory, name)));
    }

    // The host lists here where the packages' native files lie; a single-file or hand-laid application has them beside itself.
    private static string[] NativeDirectories()
    {
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty;
        return [.. listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), AppContext.BaseDirectory];
    }
}
