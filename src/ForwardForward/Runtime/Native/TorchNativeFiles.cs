using System.Runtime.InteropServices;

namespace ForwardForward.Runtime;

/// <summary>Where the native files of TorchSharp and libtorch lie for this process.</summary>
/// <param name="directories">The folders to look in, best first.</param>
internal sealed class TorchNativeFiles(IReadOnlyList<string> directories)
{
    /// <summary>TorchSharp's own native library, as named by its managed part.</summary>
    public const string Wrapper = "LibTorchSharp";

    /// <summary>What <see cref="Wrapper"/> is linked to, dependencies first.</summary>
    public static IReadOnlyList<string> Libtorch { get; } = ["c10", "torch_cpu", "torch"];

    /// <summary>The platform as the packages name it, for example <c>linux-x64</c>.</summary>
    public static string Platform { get; } = SystemName() + "-" + ArchitectureName();

    /// <summary>The folders that are looked in, best first.</summary>
    public IReadOnlyList<string> Directories { get; } = directories;

    /// <summary>
    /// The folders of this process: those of the build or the package that holds <c>TorchSharp.dll</c>, which a host may have loaded from
    /// anywhere, those that the host names (also those of a single-file program), and the program's own.
    /// </summary>
    /// <param name="torchSharp">The path of <c>TorchSharp.dll</c>; empty in a single-file program.</param>
    public static TorchNativeFiles OfThisProcess(string torchSharp)
    {
        string native = Path.Combine("runtimes", Platform, "native");
        List<string> directories = [];
        if (Path.GetDirectoryName(torchSharp) is { Length: > 0 } beside)
        {
            directories.Add(beside);
            directories.Add(Path.Combine(beside, native));
            directories.Add(Path.GetFullPath(Path.Combine(beside, "..", "..", native))); // <package>/lib/<framework>/TorchSharp.dll
        }
        if (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is string known)
            directories.AddRange(known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        directories.Add(AppContext.BaseDirectory);
        directories.Add(Path.Combine(AppContext.BaseDirectory, native));
        return new TorchNativeFiles([.. directories.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Finds a library.</summary>
    /// <param name="name">Its name without the prefix and the ending that the platform adds.</param>
    /// <returns>The full path, or <see langword="null"/> when no folder has it.</returns>
    public string? Find(string name)
    {
        string file = FileName(name);
        return Directories.Select(directory => Path.Combine(directory, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>The file name of a library on this platform.</summary>
    /// <param name="name">The bare name.</param>
    public static string FileName(string name)
    {
        if (OperatingSystem.IsWindows())
            return name + ".dll";
        return OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
    }

    private static string SystemName()
    {
        if (OperatingSystem.IsWindows())
            return "win";
        if (OperatingSystem.IsMacOS())
            return "osx";
        return RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux";
    }

    private static string ArchitectureName() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "x64",
        Architecture.Arm64 => "arm64",
        Architecture.X86 => "x86",
        Architecture other => other.ToString(),
    };
}
