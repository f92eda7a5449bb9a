using ForwardForward.Runtime;
using ForwardForward.Tests.Runtime;

namespace ForwardForward.Tests.Reliability;

/// <summary>Tries to load the compatibility copy where memory is refused and the temporary folder is missing.</summary>
internal static class NoPlaceChild
{
    public static int Run(string missing)
    {
        Environment.SetEnvironmentVariable("TMPDIR", missing);
        try
        {
            if (OperatingSystem.IsLinux())
                CompatibilityCopy.TryLoad(TorchSharpLibrary.FilePath, _ => throw new DllNotFoundException("no memory to execute"));
        }
        catch (Exception cause)
        {
            Console.WriteLine($"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}");
        }
        return 0;
    }
}
