using System.Collections.Immutable;
using System.Reflection;
using ForwardForward.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForwardForward.Tests;

/// <summary>Copies of an object that differ from it in one setting each, found by reflection.</summary>
internal static class Variants
{
    /// <summary>
    /// Every variant with the setting that differs: the outermost, then the innermost, such as "DenseLayerDefinition.Dropout".
    /// </summary>
    public static IEnumerable<(PropertyInfo Outer, string Inner, object Variant)> Of(object original) =>
        from setting in SettingsOf(original.GetType())
        from other in OthersThan(setting.GetValue(original), setting.PropertyType, $"{original.GetType().Name}.{setting.Name}")
        select (setting, other.Setting, Copy(original, setting, other.Value));

    /// <summary>What a constructor, an initialiser or <c>with</c> sets.</summary>
    public static IEnumerable<PropertyInfo> SettingsOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || ParametersOf(type).Any(parameter => Sets(parameter, property)));

    private static IEnumerable<(string Setting, object? Value)> OthersThan(object? value, Type type, string setting) => value switch
    {
        bool flag => [(setting, !flag)],
        double number => [(setting, number == 0.375 ? 0.5 : 0.375)],
        int number => [(setting, number == 3 ? 5 : 3)],
        long number => [(setting, number + 1)],
        Range => [(setting, value.Equals(..1) ? .. : ..1)],
        CancellationToken => [(setting, new CancellationToken(canceled: true))],
        string text => [(setting, $"{text}2")],
        Enum => [(setting, Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value)))],
        ImmutableArray<LayerDefinition> layers =>
        [
            (setting, layers.Add(layers[^1])),
            .. from index in Enumerable.Range(0, layers.Length)
               from variant in Of(layers[index])
               select (variant.Inner, (object?)layers.SetItem(index, (LayerDefinition)variant.Variant)),
        ],
        ImmutableArray<TableColumn> columns =>
            [.. Of(columns[0]).Select(variant => (variant.Inner, (object?)columns.SetItem(0, (TableColumn)variant.Variant)))],
        ImmutableArray<string> texts => [(setting, texts.SetItem(0, $"{texts[0]}2"))],
        ImmutableArray<double> numbers => [(setting, numbers.SetItem(0, numbers[0] + 1))],
        TrainingSchedule => [(setting, TrainingSchedule.Alternating)],
        LearningRateDecay =>
        [
            (setting, LearningRateDecay.Constant), (setting, LearningRateDecay.Steps([0.5])),
            ($"{setting}.At", LearningRateDecay.Steps([0.5, 0.75])), ($"{setting}.Factor", LearningRateDecay.Steps([0.5], factor: 0.375)),
        ],
        ILogger => [(setting, new NullLoggerFactory().CreateLogger("another"))],
        null when type == typeof(LabelledImages) => [(setting, SyntheticImages.Create(6))],
        null when type == typeof(IProgress<TrainingProgress>) => [(setting, new ProgressCallback<TrainingProgress>(_ => { }))],
        null when type == typeof(CheckpointOptions) => OthersThan(new CheckpointOptions { Folder = "runs" }, type, setting).Prepend(
            (setting, new CheckpointOptions { Folder = "run" })),
        null when type == typeof(EarlyStopping) =>
            OthersThan(new EarlyStopping(), type, setting).Prepend((setting, new EarlyStopping())),
        null when type == typeof(double?) => [(setting, 0.375)],
        null when type == typeof(IReadOnlyList<double>) => [(setting, new[] { 0.375, 0.5 })],
        null when type == typeof(SupervisedContrastOptions) => [(setting, new SupervisedContrastOptions())],
        null when type == typeof(IReadOnlyList<string>) => [(setting, new[] { "a", "b", "c" })],
        null when type == typeof(Standardisation) => [(setting, new Standardisation(mean: 0.25, deviation: 0.5))],
        null when type == typeof(ImageFit?) => [(setting, ImageFit.Pad)],
        null when type == typeof(TableEncoding) => OthersThan(TableOfImages(), type, setting).Prepend((setting, TableOfImages())),
        null when type == typeof(SoftmaxHeadOptions) => [(setting, new SoftmaxHeadOptions())],
        not null when value.GetType().Assembly == typeof(FFNetwork).Assembly =>
        [
            .. type.IsInterface ? [(setting, AnotherOf(type, value))] : Array.Empty<(string, object?)>(),
            .. Of(value).Select(variant => (variant.Inner, (object?)variant.Variant)),
        ],
        _ => throw new InvalidOperationException($"{setting} is a {type}, which is new here: say what another value is."),
    };

    /// <summary>A table whose rows have as many numbers as a synthetic image.</summary>
    private static TableEncoding TableOfImages() => new(
        [
            new TableColumn("colour", ["green", "red"], [0.25, 0.75]),
            .. Enumerable.Range(2, SyntheticImages.Shape.Size - 2).Select(number => new TableColumn($"n{number}", [], [])),
        ],
        ["?"], allowsUnknownCategories: false);

    private static object AnotherOf(Type strategy, object value)
    {
        ConstructorInfo constructor = strategy.Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(strategy) && type is { IsClass: true, IsAbstract: false } && type != value.GetType())
            .SelectMany(type => type.GetConstructors())
            .First(constructor => constructor.GetParameters().All(parameter => parameter.HasDefaultValue));
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
    }

    private static object Copy(object original, PropertyInfo changed, object? value)
    {
        Type type = original.GetType();
        PropertyInfo[] settings = [.. SettingsOf(type)];
        ParameterInfo[] parameters = ParametersOf(type);
        object copy = parameters.Length == 0
            ? Activator.CreateInstance(type, nonPublic: true)!
            : Activator.CreateInstance(
                type, [.. parameters.Select(parameter => ValueOf(settings.Single(setting => Sets(parameter, setting))))])!;
        foreach (PropertyInfo setting in settings.Where(setting => setting.CanWrite && ValueOf(setting) is not null))
            setting.SetValue(copy, ValueOf(setting));
        return copy;

        object? ValueOf(PropertyInfo setting) =>
            setting.Name.Equals(changed.Name, StringComparison.Ordinal) ? value : setting.GetValue(original);
    }

    private static ParameterInfo[] ParametersOf(Type type) =>
        type.GetConstructors()
            .Select(constructor => constructor.GetParameters()).DefaultIfEmpty([]).MaxBy(parameters => parameters.Length)!;

    private static bool Sets(ParameterInfo parameter, PropertyInfo property) =>
        parameter.Name!.Equals(property.Name, StringComparison.OrdinalIgnoreCase);
}
