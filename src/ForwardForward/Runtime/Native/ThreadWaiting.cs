using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ForwardForward.Runtime;

/// <summary>How the threads of an operation wait for each other: they spin for a moment, and then sleep.</summary>
/// <remarks>
/// GNU's OpenMP, which libtorch for Linux brings, spins 300,000 times, which are milliseconds. Where another process wants the same cores,
/// a thread that spins keeps the one that it waits for from computing. A tenth of that outlasts the pauses between two operations
/// of a training step, so that nobody sleeps on a calm machine. It is asked for once, by a variable of the environment,
/// before libtorch is loaded.
/// </remarks>
internal static class ThreadWaiting
{
    /// <summary>How often a thread looks whether there is work before it sleeps.</summary>
    public const int Spins = 30_000;

    private const string Variable = "GOMP_SPINCOUNT";
    private const int StartOfStack = 28;
    private const int StartOfArguments = 48;

    /// <summary>What a user sets to say how threads wait; where one is set, it stands.</summary>
    private static readonly string[] Variables = [Variable, "OMP_WAIT_POLICY", "KMP_BLOCKTIME"];

    /// <summary>Has threads spin <see cref="Spins"/> times. To be called before libtorch is loaded.</summary>
    /// <returns>
    /// Whether they will: false elsewhere than on glibc, where the environment says how to wait, and where it cannot be changed safely.
    /// </returns>
    /// <remarks>
    /// glibc's <c>setenv</c> is not safe beside a <c>getenv</c> in another thread, because it may free the array that the other walks
    /// through. The array that the process began with is never freed: it lies on the first stack. So it is called only as long as that one
    /// is in use, which means that nobody has added a variable yet. The programs that this one starts do not get the variable from .NET.
    /// </remarks>
    public static bool Choose()
    {
        if (!OperatingSystem.IsLinux() || FindSetting(Environment.GetEnvironmentVariable) is not null)
            return false;
        try
        {
            nint environment = Marshal.ReadIntPtr(NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ"));
            return IsOfStart(environment, File.ReadAllText("/proc/self/stat"))
                && CLibrary.Find<Set>("setenv")(Text(Variable), Text(Spins.ToString(CultureInfo.InvariantCulture)), 0) == 0;
        }
        catch (Exception failure)
            when (failure is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            return false; // musl, or no /proc.
        }
    }

    /// <summary>
    /// Whether an array lies where Linux puts the environment of a new process, between its stack and its arguments' text.
    /// </summary>
    /// <param name="array">Its address.</param>
    /// <param name="status">What /proc/self/stat holds.</param>
    public static bool IsOfStart(nint array, string status)
    {
        string[] fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries); // From the third on.
        return TryRead(fields, StartOfStack, out ulong low) && TryRead(fields, StartOfArguments, out ulong high)
            && (ulong)array > low && (ulong)array < high;
    }

    /// <summary>How threads wait, to be read after "they wait ".</summary>
    /// <param name="isChosen">Whether <see cref="Choose"/> has said how.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public static string Explain(bool isChosen, Func<string, string?> environment)
    {
        if (isChosen)
            return string.Create(CultureInfo.InvariantCulture, $"spinning {Spins:N0} times before they sleep");
        return FindSetting(environment) is { } variable ? $"as {variable}={environment(variable)} says" : "as OpenMP does by default";
    }

    private static string? FindSetting(Func<string, string?> environment) =>
        Array.Find(Variables, variable => !string.IsNullOrEmpty(environment(variable)));

    private static bool TryRead(string[] fields, int number, out ulong value)
    {
        value = 0;
        return fields.Length > number - 3 && ulong.TryParse(fields[number - 3], CultureInfo.InvariantCulture, out value);
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text + '\0');

    private delegate int Set(byte[] name, byte[] value, int overwrite);
}
