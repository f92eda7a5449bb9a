using System.Reflection;

namespace ForwardForward.Tests;

/// <summary>Every kind of layer is added by a call of its own, and all those calls have one form.</summary>
public sealed class LayerCallsTests
{
    private const int Size = 20;

    private static readonly MethodInfo[] Calls =
    [
        .. typeof(FFNetworkBuilder).GetMethods()
            .Where(
                method => method.Name.StartsWith("Add", StringComparison.Ordinal) && method.Name is not nameof(FFNetworkBuilder.AddLayer)
                    && !method.Name.EndsWith("Stage", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Names => [.. Calls.Select(call => call.Name)];

    [Fact]
    public void LayerDefinitions_OfTheLibrary_HaveOneCallEach() =>
        Calls.Select(call => Added(call).GetType()).Should().BeEquivalentTo(
            typeof(LayerDefinition).Assembly.GetExportedTypes()
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LayerDefinition))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Call_WithASizeAlone_AddsTheDefinitionsDefaults(string name)
    {
        LayerDefinition added = Added(Calls.Single(call => string.Equals(call.Name, name, StringComparison.Ordinal)));

        added.Should().BeEquivalentTo(Activator.CreateInstance(added.GetType(), Size), options => options.RespectingRuntimeTypes());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Call_TakesTheSizeAndThenEverySettingByItsName(string name)
    {
        MethodInfo call = Calls.Single(call => string.Equals(call.Name, name, StringComparison.Ordinal));
        Type definition = Added(call).GetType();
        IEnumerable<string> settings =
            definition.GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name);

        ParameterInfo[] parameters = call.GetParameters();
        parameters[0].Name.Should().Be(definition.GetConstructors().Single().GetParameters().Single().Name);
        parameters.Skip(1).Should().OnlyContain(parameter => parameter.IsOptional);
        parameters.Skip(1).Select(parameter => char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..])
            .Should().BeEquivalentTo(settings);
    }

    // With a head that predicts, every kind can stand alone.
    private static LayerDefinition Added(MethodInfo call)
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(1, 8, 8).WithClasses(2)
            .WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
        call.Invoke(builder, [Size, .. call.GetParameters().Skip(1).Select(parameter => parameter.DefaultValue)]);
        using FFNetwork network = builder.Build();
        return network.Definition.Layers.Single();
    }
}
