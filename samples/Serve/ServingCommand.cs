using System.CommandLine;
using ForwardForward.Samples.Serve.Engines;

namespace ForwardForward.Samples.Serve;

/// <summary>The command line.</summary>
internal static class ServingCommand
{
    /// <summary>Reads the command line, and serves.</summary>
    /// <returns>The exit code: 0 after an orderly end, 1 where the network cannot be loaded or the command line is wrong.</returns>
    public static Task<int> RunAsync(string[] arguments, Func<ServingOptions, Task<int>> serve)
    {
        Argument<string?> network = new("network")
        {
            Description = "A file of FFNetwork.Save, or with --engine onnx of FFNetwork.ExportOnnx [default: learns drawn digits]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<EngineKind> engine = new("--engine") { Description = "What computes: library (libtorch) or onnx (ONNX Runtime)" };
        Option<string?> urls = new("--urls") { Description = $"Addresses, separated by semicolons [default: {Addresses.Usual}]" };
        Option<int> batch = Whole("--batch", "The most images or rows of one pass, and of one request", 64, least: 1);
        Option<int> delay = Whole("--delay", "Milliseconds that a request waits for others to share its pass", 2, least: 0);
        Option<int> waiting = Whole("--waiting", "Requests that are sent, wait or are answered at a time; others get 503", 64, least: 1);
        Option<int> patience = Whole("--patience", "Seconds that a request may take to arrive", 30, least: 1);
        Option<int> bytes = Whole("--body-kib", "The most KiB of a request's body", 10_240, least: 1);
        Option<int> pixels = Whole(
            "--pixels", "The most pixels of an image, told by its header before it is decoded", 16_000_000, least: 1);
        RootCommand command =
            new("Answers HTTP requests with a saved network.") { network, engine, urls, batch, delay, waiting, bytes, pixels, patience };
        command.SetAction((parsed, _) => serve(new ServingOptions(
            parsed.GetValue(network), parsed.GetValue(engine), parsed.GetValue(urls), parsed.GetValue(batch),
            TimeSpan.FromMilliseconds(parsed.GetValue(delay)), parsed.GetValue(waiting), 1_024L * parsed.GetValue(bytes),
            parsed.GetValue(pixels), TimeSpan.FromSeconds(parsed.GetValue(patience)))));
        // At Ctrl+C and SIGTERM the server ends by itself, once it has answered the requests that it accepted.
        return command.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static Option<int> Whole(string name, string description, int usual, int least)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{name} must be at least {least}.");
        });
        return option;
    }
}
