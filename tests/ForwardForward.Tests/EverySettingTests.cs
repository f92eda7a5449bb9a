using System.Reflection;
using ForwardForward.Data;
using ForwardForward.Tests.Persistence;

namespace ForwardForward.Tests;

/// <summary>
/// Whatever a setting is, JSON has it, equality sees it, and a run is another one by it, unless it is marked as not part of a run.
/// The settings are found by reflection: one that is added to a definition or to options is tried here without a word.
/// </summary>
public sealed class EverySettingTests
{
    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Definition_AnySettingChanged_IsAnotherNetworkAndAnotherRun(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(6);
        FFNetworkDefinition definition = SavedNetworks.Kinds[kind]().Define(), same = SavedNetworks.Kinds[kind]().Define();

        same.Should().Be(definition).And.NotBeSameAs(definition);
        same.GetHashCode().Should().Be(definition.GetHashCode());
        foreach ((PropertyInfo setting, string which, object variant) in VariantsOf(definition))
        {
            variant.Should().NotBe(definition, which);
            IsSameRun(definition, (FFNetworkDefinition)variant).Should().Be(IsNotPartOfRun(setting), which);
        }

        bool IsSameRun(FFNetworkDefinition one, FFNetworkDefinition other) =>
            Describe(one).OrderBy(part => part.Key, StringComparer.Ordinal)
                .SequenceEqual(Describe(other).OrderBy(part => part.Key, StringComparer.Ordinal));

        IReadOnlyDictionary<string, string> Describe(FFNetworkDefinition network) =>
            RunDescription.Of(network, data, new TrainingOptions(), "plan");
    }

    [Fact]
    public void Definition_AnySettingChanged_ComesBackFromJson()
    {
        HashSet<string> tried = new(StringComparer.Ordinal), read = new(StringComparer.Ordinal);
        foreach (FFNetworkDefinition definition in SavedNetworks.Kinds.Values.Select(kind => kind().Define()))
        {
            foreach ((_, string which, object variant) in VariantsOf(definition))
            {
                tried.Add(which);
                if (!CanBeBuilt((FFNetworkDefinition)variant))
                    continue;
                FFNetworkDefinition.FromJson(((FFNetworkDefinition)variant).ToJson()).Should().Be(variant, which);
                read.Add(which);
            }
        }

        read.Should().BeEquivalentTo(tried, "some network can be built with each setting changed");
        tried.Should().Contain(
            ["FFNetworkDefinition.Seed", "AdamOptions.Beta1", "SoftmaxHeadOptions.Layers", "Augmentation.Shear", "ImageShape.Width"])
            .And.Contain([
                "ProjectionOptions.Grid", "SelfContrastiveOptions.GoodnessCost", "ViewContrastOptions.Dimensions",
                "CwcBlockDefinition.Separator"]);
        tried.Should().HaveCountGreaterThan(60);
    }

    [Fact]
    public void TrainingOptions_AnyOptionChanged_IsAnotherRunUnlessMarked()
    {
        using LabelledImages data = SyntheticImages.Create(6);
        FFNetworkDefinition definition = SavedNetworks.Kinds["dense"]().Define();
        TrainingOptions usual = new();
        HashSet<string> tried = new(StringComparer.Ordinal);

        foreach ((PropertyInfo option, string which, object variant) in Variants.Of(usual))
        {
            tried.Add(which);
            Describe((TrainingOptions)variant).OrderBy(part => part.Key, StringComparer.Ordinal)
                .SequenceEqual(Describe(usual).OrderBy(part => part.Key, StringComparer.Ordinal))
                .Should().Be(IsNotPartOfRun(option), which);
        }

        tried
            .Should().Contain(["TrainingOptions.Epochs", "TrainingOptions.Validation", "EarlyStopping.Patience", "CheckpointOptions.Keep"]);
        typeof(TrainingOptions).GetProperties().Where(IsNotPartOfRun).Select(option => option.Name)
            .Should().BeSubsetOf(["Checkpoint", "Progress", "Logger", "Cancellation"], "anything else decides what is learned");

        IReadOnlyDictionary<string, string> Describe(TrainingOptions options) => RunDescription.Of(definition, data, options, "plan");
    }

    /// <summary>Those in a setting that the network reads.</summary>
    private static IEnumerable<(PropertyInfo Setting, string Which, object Variant)> VariantsOf(FFNetworkDefinition definition) =>
        Variants.Of(definition).Where(variant =>
            variant.Outer.GetCustomAttribute<ReadByAttribute>() is not { } readBy || readBy.IsAlwaysWritten
                || definition.Layers.Any(readBy.IsReadBy));

    private static bool CanBeBuilt(FFNetworkDefinition definition)
    {
        try
        {
            return NetworkProblems.Check(definition, new HashSet<string>(StringComparer.Ordinal)) is not null;
        }
        catch (FFConfigurationException)
        {
            return false;
        }
    }

    private static bool IsNotPartOfRun(PropertyInfo setting) => setting.IsDefined(typeof(NotPartOfRunAttribute));
}
