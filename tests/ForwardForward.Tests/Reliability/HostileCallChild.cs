using System.Reflection;
using System.Text;
using TorchSharp;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Makes every hostile call, and prints its number and name before it and what became of it after it: a line without an end is a death.
/// </summary>
internal static class HostileCallChild
{
    public const char EndOfName = '\t';

    public static int Run(int from)
    {
        using StreamWriter output =
            new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false))
            {
                AutoFlush = true,
            };
        foreach ((int number, HostileCall call) in HostileCalls.All().Index().Skip(from))
        {
            output.Write($"{number} {call.Name}{EndOfName}");
            output.WriteLine(Outcome(call));
        }
        return 0;
    }

    private static string Outcome(HostileCall call)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        try
        {
            call.Invoke();
            return "returned";
        }
        catch (Exception thrown)
        {
            Exception cause = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
            return $"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")} @ {Origin(cause)}";
        }
    }

    /// <summary>The innermost member of the library that the exception went through.</summary>
    private static string Origin(Exception cause) =>
        (cause.StackTrace ?? string.Empty).Split('\n').Select(line => line.Trim()).FirstOrDefault(
            line => line.StartsWith("at ForwardForward.", StringComparison.Ordinal) && !line.Contains(".Tests.", StringComparison.Ordinal))
            ?? "outside";
}
