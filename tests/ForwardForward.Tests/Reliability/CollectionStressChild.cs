using System.Diagnostics;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Every public verb again and again while another thread collects garbage: what TorchSharp lets the garbage collector
/// free must not be what libtorch reads.
/// </summary>
internal static class CollectionStressChild
{
    private const int ReadsAVerb = 40;

    public static int Run(TimeSpan time)
    {
        using PublicVerbs verbs = new();
        (string Name, Func<string> Verb, string Calm)[] all = [.. verbs.All.Select(verb => (verb.Name, verb.Verb, verb.Verb()))];
        using CancellationTokenSource ended = new();
        Thread collector = new(() => Collect(ended.Token));
        collector.Start();
        int calls = 0, wrong = 0;
        for (Stopwatch clock = Stopwatch.StartNew(); clock.Elapsed < time; calls++)
        {
            (string name, Func<string> verb, string calm) = all[calls / ReadsAVerb % all.Length];
            string what = Try(verb);
            if (string.Equals(what, calm, StringComparison.Ordinal))
                continue;
            wrong++;
            Console.WriteLine($"{name}: {what}"[..Math.Min(300, name.Length + what.Length)].ReplaceLineEndings(" "));
        }
        ended.Cancel();
        collector.Join();
        Console.WriteLine($"{calls} calls, {wrong} wrong");
        return 0;
    }

    private static string Try(Func<string> verb)
    {
        try
        {
            return verb();
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    // What a loop of allocations in another thread does now and then, all the time.
    private static void Collect(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }
}
