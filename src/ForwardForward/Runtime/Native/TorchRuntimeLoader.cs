using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TorchSharp;

namespace ForwardForward.Runtime;

/// <summary>
/// Loads TorchSharp's native library before TorchSharp does. Where the plain load works, nothing else happens. TorchSharp's own
/// attempt then finds the library loaded, and never reaches its fallback, which copies libtorch into the program's folder.
/// </summary>
internal static class TorchRuntimeLoader
{
    /// <summary>Whether libtorch may be in this process, whoever has loaded it: only Linux tells what is.</summary>
    public static bool MayBeLoaded()
    {
        string file = TorchNativeFiles.FileName("torch_cpu");
        return !OperatingSystem.IsLinux() || !File.Exists("/proc/self/maps")
            || File.ReadLines("/proc/self/maps").Any(mapping => mapping.EndsWith($"/{file}", StringComparison.Ordinal));
    }

    /// <summary>Loads the native library. May be called again: a loaded library stays.</summary>
    /// <returns>Whether the compatibility copy had to be used.</returns>
    /// <exception cref="TorchRuntimeException">It cannot be loaded; the message says why and what to do.</exception>
    public static bool Load()
    {
        // Only the assembly may be asked here: TorchSharp loads its library in the static constructor of 'torch'.
        Assembly torchSharp = typeof(torch).Assembly;
        foreach (string part in TorchNativeFiles.Libtorch)
            TryLoad(part, torchSharp, out _);
        if (TryLoad(TorchNativeFiles.Wrapper, torchSharp, out Exception? refusal))
            return false;
        ExpectContext(torchSharp, refusal is DllNotFoundException ? null : refusal); // What the system refuses may load as a copy.

        string location = LocationOf(torchSharp);
        TorchNativeFiles files = TorchNativeFiles.OfThisProcess(location);
        try
        {
            bool isCopy = LoadFrom(files, torchSharp);
            TryLoad(TorchNativeFiles.Wrapper, torchSharp, out refusal);
            ExpectContext(torchSharp, refusal);
            return isCopy;
        }
        catch (Exception failure)
            when (failure is DllNotFoundException or BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            string message = TorchRuntimeDiagnosis.Explain(
                TorchNativeFiles.Platform,
                hasWrapper: files.Find(TorchNativeFiles.Wrapper) is not null,
                hasLibtorch: files.Find("torch_cpu") is not null,
                isSingleFile: location.Length == 0,
                failure.Message,
                files.Directories);
            throw new TorchRuntimeException(message, failure);
        }
    }

    /// <summary>As TorchSharp will: by its name, and through the host's context where there is one, which may throw anything.</summary>
    private static bool TryLoad(string library, Assembly torchSharp, out Exception? refusal)
    {
        refusal = null;
        try
        {
            return NativeLibrary.TryLoad(library, torchSharp, searchPath: null, out _);
        }
        catch (Exception thrown)
        {
            refusal = thrown;
            return false;
        }
    }

    private static void ExpectContext(Assembly torchSharp, Exception? refusal)
    {
        if (refusal is not null)
            throw new TorchRuntimeException(
                TorchRuntimeDiagnosis.ExplainContext(AssemblyLoadContext.GetLoadContext(torchSharp)?.Name ?? "unnamed", refusal.Message),
                refusal);
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000:Avoid accessing Assembly file path when publishing as a single file",
        Justification = "The empty path of a single-file program is expected, and tells that it is one.")]
    private static string LocationOf(Assembly assembly) => assembly.Location;

    private static bool LoadFrom(TorchNativeFiles files, Assembly torchSharp)
    {
        string wrapper = files.Find(TorchNativeFiles.Wrapper)
            ?? throw new DllNotFoundException($"{TorchNativeFiles.FileName(TorchNativeFiles.Wrapper)} was not found.");
        foreach (string part in TorchNativeFiles.Libtorch)
        {
            if (files.Find(part) is string path)
                NativeLibrary.Load(path);
            else if (!TryLoad(part, torchSharp, out Exception? refusal))
                throw new DllNotFoundException(refusal?.Message ?? $"{TorchNativeFiles.FileName(part)} was not found.");
        }

        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && CompatibilityCopy.IsNeeded)
        {
            if (CompatibilityCopy.TryLoad(wrapper))
                return true;
        }

        NativeLibrary.Load(wrapper);
        return false;
    }
}
