namespace ForwardForward.Runtime;

/// <summary>Turns a failed load into words: the cause, and what to do about it.</summary>
internal static class TorchRuntimeDiagnosis
{
    private static readonly string[] Supported = ["linux-x64", "win-x64", "osx-arm64"];

    /// <summary>Explains a failed load.</summary>
    /// <param name="platform">The platform of this process, for example <c>linux-x64</c>.</param>
    /// <param name="hasWrapper">Whether TorchSharp's own native library was found.</param>
    /// <param name="hasLibtorch">Whether libtorch was found.</param>
    /// <param name="isSingleFile">Whether the program is published as a single file.</param>
    /// <param name="loaderMessage">What the system's loader reported.</param>
    /// <param name="directories">The folders that were looked in.</param>
    /// <returns>The message of the exception.</returns>
    public static string Explain(
        string platform,
        bool hasWrapper,
        bool hasLibtorch,
        bool isSingleFile,
        string loaderMessage,
        IReadOnlyList<string> directories)
    {
        string reason = Reason(platform, hasWrapper, hasLibtorch, isSingleFile, loaderMessage);
        return $"The native part of TorchSharp could not be loaded on {platform}. {reason}{Environment.NewLine}"
            + $"Loader: {loaderMessage}{Environment.NewLine}"
            + $"Looked in: {string.Join(Path.PathSeparator, directories)}";
    }

    /// <summary>Explains that a copy of the native library could be loaded from nowhere.</summary>
    /// <param name="memory">Why not from memory.</param>
    /// <param name="folder">The temporary folder.</param>
    /// <param name="reason">Why not from there.</param>
    /// <returns>The message of the exception.</returns>
    public static string ExplainNoPlace(string memory, string folder, string reason) =>
        "The system's libstdc++ is older than GCC 13, so a copy of TorchSharp's native library has to be loaded, and there is no place "
        + $"for it. In memory (/proc/self/fd): {memory} In the temporary folder {folder}: {reason} Set the environment variable TMPDIR to "
        + "a folder that this user can write and whose files may be executed, or mount /proc.";

    /// <summary>Explains that the context of <c>TorchSharp.dll</c> keeps the loaded library from it.</summary>
    /// <param name="context">The name of the assembly load context.</param>
    /// <param name="reason">What it threw.</param>
    /// <returns>The message of the exception.</returns>
    public static string ExplainContext(string context, string reason) =>
        $"The native part of TorchSharp could not be loaded: the AssemblyLoadContext \"{context}\" of the host does not give it to "
        + $"TorchSharp: its LoadUnmanagedDll(\"{TorchNativeFiles.Wrapper}\") throws \"{reason}\". Return IntPtr.Zero there for what the "
        + "context does not load.";

    private static string Reason(string platform, bool hasWrapper, bool hasLibtorch, bool isSingleFile, string loaderMessage)
    {
        if (platform.Contains("musl", StringComparison.Ordinal))
        {
            return "libtorch is built for glibc, and this system uses musl (Alpine). Use a Debian or Ubuntu based image, such as "
                + "mcr.microsoft.com/dotnet/runtime:10.0.";
        }

        if (!Supported.Contains(platform, StringComparer.Ordinal))
            return $"TorchSharp has no native build for it: it exists for {string.Join(", ", Supported)}. Run the program as a process of "
                + "one of these.";
        if ((!hasWrapper || !hasLibtorch) && isSingleFile)
        {
            return "The single-file program does not bring its native files. Publish with "
                + "-p:IncludeNativeLibrariesForSelfExtract=true, or ship the native files beside the program.";
        }

        if (!hasWrapper)
        {
            return $"{TorchNativeFiles.FileName(TorchNativeFiles.Wrapper)} is missing. Build or publish for this platform "
                + $"(RuntimeIdentifier {platform}, or none) and keep the 'runtimes' folder beside the program.";
        }

        if (!hasLibtorch)
        {
            return $"libtorch is missing. Reference the package TorchSharp-cpu (or libtorch-cpu-{platform}, or a CUDA backend) in the "
                + "project that is run, and build for this platform.";
        }

        return ReasonOfRefusal(loaderMessage);
    }

    private static string ReasonOfRefusal(string loaderMessage)
    {
        if (loaderMessage.Contains("GLIBC_", StringComparison.Ordinal))
            return "The system's glibc is too old: 2.34 or newer is needed (Debian 12, Ubuntu 22.04 or later).";
        if (loaderMessage.Contains("GLIBCXX_", StringComparison.Ordinal) || loaderMessage.Contains("CXXABI_", StringComparison.Ordinal))
        {
            return "The system's libstdc++ is too old. The loader's message names the version that is needed: GLIBCXX_3.4.30 comes with "
                + "GCC 12 (Debian 12, Ubuntu 22.04), GLIBCXX_3.4.32 with GCC 13 (Debian 13, Ubuntu 24.04).";
        }

        if (loaderMessage.Contains("failed to map segment", StringComparison.Ordinal))
        {
            return "The files are there, but lie where nothing may be executed, such as a folder mounted with noexec. Move the program, or "
                + "set the environment variable TMPDIR to another folder where the loader's message below names a temporary file.";
        }

        if (OperatingSystem.IsWindows())
        {
            return "The files are there, but Windows refuses them. Install the current Microsoft Visual C++ Redistributable (x64), and "
                + "make sure that all files come from the same package versions.";
        }

        return "The files are there, but the system refuses them: damaged, built for another architecture, or in need of a library "
            + "that is missing. The loader's message below names it; restore the packages again if a file is damaged.";
    }
}
