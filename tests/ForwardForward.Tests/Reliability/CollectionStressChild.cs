using System.Diagnostics;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Every public verb again and again while other threads fill the managed memory and collect it: what TorchSharp lets the garbage
/// collector free must not be what libtorch reads.
/// </summary>
internal static class CollectionStressChild
{
    public static int Run(TimeSpan time)
    {
        using PublicVerbs verbs = new();
        (string Name, Func<string> Verb, string Calm)[] all = [.. verbs.All.Select(verb => (verb.Name, verb.Verb, verb.Verb()))];
        using CancellationTokenSource ended = new();
        Thread[] litter = [new(() => Litter(ended.Token)), new(() => Collect(ended.Token))];
        foreach (Thread thread in litter)
            thread.Start();
        int calls = 0, wrong = 0;
        for (Stopwatch clock = Stopwatch.StartNew(); clock.Elapsed < time; calls++)
        {
            (string name, Func<string> verb, string calm) = all[calls % all.Length];
            string what = Try(verb);
            if (string.Equals(what, calm, StringComparison.Ordinal))
                continue;
            wrong++;
            Console.WriteLine($"{name}: {what} instead of {calm}"[..Math.Min(400, name.Length + what.Length)]);
        }
        ended.Cancel();
        foreach (Thread thread in litter)
            thread.Join();
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

    private static void Litter(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
            GC.KeepAlive(new byte[20_000]);
    }

    private static void Collect(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            GC.Collect(0);
            Thread.Sleep(0);
        }
    }
}
