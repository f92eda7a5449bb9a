using System.CommandLine;
using System.Globalization;

namespace ForwardForward.Samples;

/// <summary>The options of the command line that all samples share, and how they are read.</summary>
internal sealed class SampleOptionSet
{
    private readonly SampleDefaults _defaults;
    private readonly Option<Preset?> _preset;
    private readonly Option<DatasetChoice?> _dataset;
    private readonly Option<string?> _data;
    private readonly Option<int?> _seeds;
    private readonly Option<int?> _epochs;
    private readonly Option<DeviceChoice?> _device;
    private readonly Option<string?> _out;
    private readonly Option<int?> _images = Count(
        "--images", "Use the first N training images and the first N test images of every dataset [default: all]");
    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Measure this configuration alone, by the name that it has in the table; may be given several times",
        HelpName = "NAME",
    };
    private readonly Option<bool> _fresh =
        new("--fresh") { Description = "Measure everything again, instead of going on from what the folder for records holds" };

    public SampleOptionSet(SampleDefaults defaults)
    {
        _defaults = defaults;
        string outFolder = DefaultOutFolder(defaults);
        _preset = Choice("--preset", "How much care to take", defaults.Presets, defaults.Presets[0]);
        _dataset = Choice("--dataset", "The images to run on", defaults.Datasets, defaults.Dataset);
        _data = Folder(
            "--data",
            "Folder with the dataset's files, or with a sub-folder of its name [default: FORWARDFORWARD_DATA, then the user's cache]",
            FindDataProblem);
        _seeds = Count("--seeds", $"Runs, each with a seed of its own [default: {PerPreset(defaults.Seeds)}]");
        _epochs = Count(
            "--epochs",
            $"Passes over the training images [default: {PerPreset(preset => defaults.Epochs(preset, defaults.Dataset))} on "
                + $"{ChoiceName.Of(defaults.Dataset)}]");
        _device = Choice("--device", "Where to compute", Enum.GetValues<DeviceChoice>(), DeviceChoice.Cpu);
        _out = Folder("--out", $"Folder for records and figures [default: {outFolder}]", FindOutProblem);
    }

    public IReadOnlyList<Option> All => [
        _preset, _dataset, _data, _seeds, _epochs, _device, _out, .. _defaults.KeepsMeasurements ? (Option[])[_images, _only, _fresh] : []];

    public SampleOptions Read(ParseResult parsed)
    {
        Preset preset = parsed.GetValue(_preset) ?? _defaults.Presets[0];
        DatasetChoice dataset = parsed.GetValue(_dataset) ?? _defaults.Dataset;
        return new SampleOptions
        {
            Preset = preset,
            Dataset = dataset,
            DataFolder = parsed.GetValue(_data),
            Images = _defaults.KeepsMeasurements ? parsed.GetValue(_images) : null,
            Seeds = parsed.GetValue(_seeds) ?? _defaults.Seeds(preset),
            Epochs = parsed.GetValue(_epochs) ?? _defaults.Epochs(preset, dataset),
            Device = parsed.GetValue(_device) ?? DeviceChoice.Cpu,
            OutFolder = parsed.GetValue(_out) ?? DefaultOutFolder(_defaults),
            Only = _defaults.KeepsMeasurements ? parsed.GetValue(_only) ?? [] : [],
            Fresh = _defaults.KeepsMeasurements && parsed.GetValue(_fresh),
        };
    }

    private static string DefaultOutFolder(SampleDefaults defaults) => Path.Combine("out", defaults.Study);

    private string PerPreset(Func<Preset, int> value)
    {
        string[] values = [.. _defaults.Presets.Select(
            preset => string.Create(CultureInfo.InvariantCulture, $"{value(preset)} for {ChoiceName.Of(preset)}"))];
        return string.Join(", ", values);
    }

    private static Option<T?> Choice<T>(string name, string description, IReadOnlyList<T> choices, T defaultChoice)
        where T : struct, Enum
    {
        Dictionary<string, T> byName = choices.ToDictionary(ChoiceName.Of, StringComparer.Ordinal);
        return new Option<T?>(name)
        {
            Description = $"{description} [default: {ChoiceName.Of(defaultChoice)}]",
            HelpName = string.Join('|', byName.Keys),
            CustomParser = argument =>
            {
                string given = argument.Tokens[0].Value;
                if (byName.TryGetValue(given, out T choice))
                    return choice;
                argument.AddError($"{name} '{given}' is unknown. Choose {string.Join(", ", byName.Keys)}.");
                return null;
            },
        };
    }

    private static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = argument =>
        {
            string given = argument.Tokens[0].Value;
            if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1)
                return count;
            argument.AddError($"{name} '{given}' is not a whole number from 1 on.");
            return null;
        },
    };

    private static Option<string?> Folder(string name, string description, Func<string, string?> findProblem) => new(name)
    {
        Description = description,
        HelpName = "DIR",
        CustomParser = argument =>
        {
            string given = argument.Tokens[0].Value;
            if (findProblem(given) is { } problem)
                argument.AddError($"{name} '{given}' {problem}");
            return given;
        },
    };

    private static string? FindDataProblem(string folder) => Directory.Exists(folder) ? null : "is not a folder that exists.";

    private static string? FindOutProblem(string folder) => string.IsNullOrWhiteSpace(folder) || File.Exists(folder)
        ? "is not a folder. Give one that exists or can be made."
        : null;
}
