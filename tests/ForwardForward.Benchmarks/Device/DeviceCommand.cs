using System.CommandLine;
using ForwardForward.Runtime;
using TorchSharp;

namespace ForwardForward.Benchmarks.Device;

/// <summary>
/// The command <c>device</c>: whether networks on a graphics card learn what they learn on the processor, how fast, and how well.
/// </summary>
internal static class DeviceCommand
{
    private const string Checks = "checks", Speed = "speed", Recipe = "recipe";

    public static Command Create()
    {
        Option<string> device = new("--device")
        {
            Description = "What is tried: cuda, or cpu to try the program itself.",
            DefaultValueFactory = _ => "cuda",
        };
        device.AcceptOnlyFromAmong("cuda", "cpu");
        Option<string[]> parts = new("--parts")
        {
            Description = $"What is done: {Checks}, {Speed}, {Recipe}.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [Checks, Speed],
        };
        parts.AcceptOnlyFromAmong(Checks, Speed, Recipe);
        Option<string> data =
            new("--data") { Description = "The folder or .zip of photographs that the recipe learns.", HelpName = "DIR|ZIP" };
        Option<double> minutes =
            new("--minutes") { Description = "How long the recipe may take, and its twin.", DefaultValueFactory = _ => 3 };
        Option<string> file = new("--out")
        {
            Description = "The file that the record goes to.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "device.json",
        };
        Command command = new("device", "Tries the library on a graphics card and writes down what it saw.")
        {
            device, parts, data, minutes, file,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(parts)!.Contains(Recipe, StringComparer.Ordinal) && parsed.GetValue(data) is null)
                parsed.AddError($"--parts {Recipe} needs --data.");
        });
        command.SetAction(parsed =>
        {
            string[] chosen = parsed.GetValue(parts)!;
            try
            {
                TorchRuntime.EnsureLoaded();
                Console.WriteLine(TorchRuntime.Describe());
                torch.Device tried = Open(parsed.GetRequiredValue(device));
                DeviceRecord record = new() { Device = tried.ToString() };
                record = Measure(record, chosen, Checks, parsed.GetRequiredValue(file), it => it with { Checks = DeviceChecks.Run(tried) });
                record = Measure(record, chosen, Speed, parsed.GetRequiredValue(file), it => it with { Steps = DeviceSteps.Run(tried) });
                record = Measure(record, chosen, Recipe, parsed.GetRequiredValue(file), it => it with
                {
                    Recipes = DeviceRecipe.Run(tried, parsed.GetRequiredValue(data), TimeSpan.FromMinutes(parsed.GetValue(minutes))),
                });
                return record.Checks?.All(check => check.Holds) == false ? 1 : 0;
            }
            catch (TorchRuntimeException fault)
            {
                Console.Error.WriteLine(fault.Message);
                return 1;
            }
        });
        return command;
    }

    private static torch.Device Open(string name) => string.Equals(name, "cpu", StringComparison.Ordinal) || torch.cuda.is_available()
        ? new torch.Device(name)
        : throw new TorchRuntimeException($"This libtorch sees no CUDA device. {TorchRuntime.Describe()}");

    /// <summary>One part, where it was chosen; what was measured so far is on the disk whatever comes next.</summary>
    private static DeviceRecord Measure(
        DeviceRecord record, string[] chosen, string part, string file, Func<DeviceRecord, DeviceRecord> measure)
    {
        if (!chosen.Contains(part, StringComparer.Ordinal))
            return record;
        DeviceRecord longer = measure(record);
        longer.Save(file);
        return longer;
    }
}
