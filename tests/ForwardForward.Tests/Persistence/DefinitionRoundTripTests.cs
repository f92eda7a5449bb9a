using System.Reflection;
using System.Text.Json.Nodes;
using ForwardForward.Data;

namespace ForwardForward.Tests.Persistence;

/// <summary>
/// Every strategy, layer and option of the library is saved with settings other than the defaults, and comes back with them.
/// </summary>
public sealed class DefinitionRoundTripTests
{
    /// <summary>Images of a network of every part, large enough for a stride and a pool of 3.</summary>
    internal static readonly ImageShape ShapeOfNetworks = new(3, 18, 18);

    public static TheoryData<string> Parts => [.. PartNames];

    internal static string[] PartNames =>
    [
        .. typeof(FFNetwork).Assembly.GetExportedTypes()
            .Where(
                type => type is { IsClass: true, IsAbstract: false }
                    && (type.IsSubclassOf(typeof(LayerDefinition))
                        || type.GetInterfaces().Any(part => part.Assembly == type.Assembly && part != typeof(IOnnxExportable))))
            .Select(type => type.FullName!),
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public void FromJson_EveryStrategyAndLayer_ComesBackWithItsSettings(string type)
    {
        object part = Vary(type);
        using FFNetwork network = NetworkWith(part).Build();
        string json = network.Definition.ToJson();

        FFNetworkDefinition again = FFNetworkDefinition.FromJson(json);

        again.ToJson().Should().Be(json);
        again.Should().Be(network.Definition);
        SettingsOf(Take(again, part)).Should().Equal(SettingsOf(part));
    }

    [Fact]
    public void FromJson_EveryOption_ComesBackWithItsSettings()
    {
        AdamOptions optimizer = (AdamOptions)Vary(typeof(AdamOptions));
        Augmentation augmentation = (Augmentation)Vary(typeof(Augmentation));
        using FFNetwork network = new FFNetworkBuilder().WithInput(3, 5, 4).WithClasses(4).WithSeed(long.MinValue)
            .WithPrecision(ComputePrecision.BFloat16).WithOptimizer(optimizer).WithAugmentation(augmentation).WithScoringLayers(1..^0)
            .WithSoftmaxHead(new SoftmaxHeadOptions { Layers = ^1.., Normalisation = new LengthNormalisation(0.25), Optimizer = optimizer })
            .WithPrediction(PredictionMethod.SoftmaxHead)
            .AddLayer(new ViewContrastLayerDefinition(5)).AddLayer(new ViewContrastLayerDefinition(5))
            .Build();

        FFNetworkDefinition again = FFNetworkDefinition.FromJson(network.Definition.ToJson());

        again.Input.Should().Be(new ImageShape(3, 5, 4));
        again.Classes.Should().Be(4);
        again.Seed.Should().Be(long.MinValue);
        again.Precision.Should().Be(ComputePrecision.BFloat16);
        again.Optimizer.Should().Be(optimizer);
        again.Augmentation.Should().Be(augmentation);
        again.ScoringLayers.Should().Be(1..^0);
        again.SoftmaxHead!.Layers.Should().Be(^1..);
        again.SoftmaxHead.Normalisation.Should().BeOfType<LengthNormalisation>().Which.Epsilon.Should().Be(0.25);
        again.SoftmaxHead.ReadsShownLabel.Should().BeFalse();
        again.SoftmaxHead.Optimizer.Should().Be(optimizer);
        again.Prediction.Should().Be(PredictionMethod.SoftmaxHead);
        again.Layers.Should().BeEquivalentTo(network.Definition.Layers, how => how.RespectingRuntimeTypes().WithStrictOrdering());
    }

    [Fact]
    public void FromJson_LayerWithNestedOptions_ComesBackWithThem()
    {
        ProjectionOptions projection =
            new() { Grid = 3, CosineScale = 2, SimilarityWeight = 0.25, Loss = new CrossEntropyLoss(0.5, 0.125) };
        using FFNetwork network =
            SavedNetworks.Bare().AddLayer(new ConvolutionProjectionLayerDefinition(4) { Projection = projection }).Build();

        ProjectionOptions again = FFNetworkDefinition.FromJson(network.Definition.ToJson()).Layers[0]
            .Should().BeOfType<ConvolutionProjectionLayerDefinition>().Which.Projection;

        again.Should().BeEquivalentTo(projection);
        again.Loss.Should().BeOfType<CrossEntropyLoss>().Which.LabelSmoothing.Should().Be(0.125);
    }

    [Fact]
    public void FromJson_PartsLeftOut_AreTheBuildersDefaults()
    {
        FFNetworkDefinition definition = FFNetworkDefinition.FromJson("""
            {"format":1,"input":{"channels":1,"height":28,"width":28},"classes":10,
            "layers":[{"type":"DenseLayerDefinition","units":500}]}
            """);

        using FFNetwork network = new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddDense(500).Build();
        definition.ToJson().Should().Be(network.Definition.ToJson());
    }

    [Fact]
    public void FromJson_Modulation_ComesBackWithItsSettings()
    {
        using FFNetwork network = SyntheticImages.Network().WithModulation(new TopDownModulation(scale: 0.25)).Build();

        FFNetworkDefinition.FromJson(network.Definition.ToJson()).Modulation
            .Should().BeOfType<TopDownModulation>().Which.Scale.Should().Be(0.25);
    }

    [Fact]
    public void FromJson_SettingThatNoLayerReads_IsTakenWhereEveryFileStatesIt()
    {
        JsonObject json = JsonNode.Parse(SavedNetworks.Bare().AddProjection(4).Define().ToJson())!.AsObject();
        json["inputNormalisation"] = JsonNode.Parse("""{"type":"LengthNormalisation","epsilon":0.5}""");

        FFNetworkDefinition.FromJson(json.ToJsonString()).InputNormalisation.Should().BeOfType<LengthNormalisation>();

        json["goodness"] = JsonNode.Parse("""{"type":"MeanSquareGoodness"}""");
        FluentActions.Invoking(() => FFNetworkDefinition.FromJson(json.ToJsonString()))
            .Should().Throw<FFConfigurationException>().WithMessage("*No layer of Projection 4 reads what WithGoodness sets*");
    }

    [Theory]
    [InlineData("", "*cannot be read*")]
    [InlineData("7", "*no JSON object*")]
    [InlineData("{}", "*does not say its \"format\"*")]
    [InlineData("""{"format":"1"}""", "*(format)*")]
    public void FromJson_NoDefinition_IsRefused(string json, string message) =>
        FluentActions.Invoking(() => FFNetworkDefinition.FromJson(json))
            .Should().Throw<InvalidDataException>().WithMessage("The definition*").WithMessage(message);

    [Fact]
    public void FromJson_NothingButTheFormat_ListsWhatIsMissing() =>
        FluentActions.Invoking(() => FFNetworkDefinition.FromJson("""{"format":1}""")).Should().Throw<FFConfigurationException>()
            .Which.Problems.Select(problem => problem.Place).Should().Equal("input", "classes", "layers");

    /// <summary>A network of colour images of which one part is a type of the library, with settings other than the defaults.</summary>
    internal static FFNetworkBuilder NetworkWith(string type) => NetworkWith(Vary(type));

    private static FFNetworkBuilder NetworkWith(object part) => With(SavedNetworks.Bare().WithInput(ShapeOfNetworks), part);

    private static object Vary(string type) => Vary(typeof(FFNetwork).Assembly.GetType(type, throwOnError: true)!);

    private static FFNetworkBuilder With(FFNetworkBuilder builder, object part) => part switch
    {
        LayerDefinition { ScoresClasses: false } layer =>
            builder.AddLayer(layer).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead),
        LayerDefinition layer => builder.AddLayer(layer),
        ILabelEmbedding embedding =>
            builder.AddDense(4).WithLabelEmbedding(embedding).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead),
        INegativeSampler sampler => builder.AddDense(4).WithNegatives(sampler),
        IGoodness goodness => builder.AddDense(4).WithGoodness(goodness),
        IContrastiveLoss loss => builder.AddDense(4).WithLoss(loss),
        IClassLoss loss => builder.AddLayer(new MeanGoodnessLayerDefinition(3) { Loss = loss }),
        IModulation modulation => builder.AddDense(4).WithModulation(modulation),
        ICollaboration collaboration => builder.AddDense(4).WithCollaboration(collaboration),
        INormalisation normalisation => builder.AddDense(4).WithInputNormalisation(normalisation),
        _ => throw new InvalidOperationException($"{part.GetType()} is a new kind of part: say here where it stands in a network."),
    };

    private static object Take(FFNetworkDefinition definition, object part) => part switch
    {
        LayerDefinition => definition.Layers[0],
        ILabelEmbedding => definition.LabelEmbedding,
        INegativeSampler => definition.Negatives,
        IGoodness => definition.Goodness,
        IContrastiveLoss => definition.Loss,
        IClassLoss => ((MeanGoodnessLayerDefinition)definition.Layers[0]).Loss,
        IModulation => definition.Modulation,
        ICollaboration => definition.Collaboration,
        _ => definition.InputNormalisation,
    };

    /// <summary>Every public property, options taken apart.</summary>
    private static IEnumerable<string> SettingsOf(object part) =>
    [
        part.GetType().Name,
        .. part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property => property.GetValue(part) switch
        {
            { } value when value.GetType() is { IsClass: true } type && type.Assembly == typeof(FFNetwork).Assembly =>
                SettingsOf(value).Select(setting => $"{property.Name}.{setting}"),
            var value => [$"{property.Name} = {value}"],
        }),
    ];

    /// <summary>An instance whose every setting is another than its default.</summary>
    private static object Vary(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        object part = constructor.Invoke(
            [.. constructor.GetParameters().Select(parameter => Vary(parameter.ParameterType, parameter.DefaultValue))]);
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
            property.SetValue(part, Vary(property.PropertyType, property.GetValue(part)));
        return part;
    }

    private static object Vary(Type type, object? usual) => usual switch
    {
        bool value => !value,
        double => 0.375,
        int value => value == 3 ? 5 : 3,
        _ when type == typeof(int) => 3,
        _ when type == typeof(double?) => 0.375,
        Enum value => Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value)),
        LearningRateDecay => LearningRateDecay.Steps([0.375, 0.5], factor: 0.25),
        IClassLoss => new PositiveVersusNegativeLoss(0.375),
        _ when type.IsClass && type.Assembly == typeof(FFNetwork).Assembly => Vary(type),
        _ => throw new InvalidOperationException($"A setting of the type {type} is new here: say what another value is."),
    };
}
