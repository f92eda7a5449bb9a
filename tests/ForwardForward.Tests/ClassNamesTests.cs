using ForwardForward.Data;

namespace ForwardForward.Tests;

public sealed class ClassNamesTests
{
    private static readonly string[] Names = ["cat", "犬", "T-shirt/top"];

    [Fact]
    public void WithDataset_NamedDataset_SetsShapeClassesAndNames()
    {
        using ImageDataset plain = new("pets", SyntheticImages.Create(6), SyntheticImages.Create(3)), named = plain.WithClassNames(Names);

        FFNetworkDefinition definition = new FFNetworkBuilder().WithDataset(named).AddDense(8).Define();

        (definition.Input, definition.Classes).Should().Be((SyntheticImages.Shape, 3));
        definition.ClassNames.Should().Equal(Names);
        new FFNetworkBuilder().WithDataset(named).WithDataset(plain).AddDense(8).Define().ClassNames.Should().BeNull();
    }

    [Fact]
    public void WithClassNames_Dataset_KeepsThemThroughEveryStep()
    {
        using ImageDataset plain = new("pets", SyntheticImages.Create(12), SyntheticImages.Create(6));
        using ImageDataset named = plain.WithClassNames(Names), taken = named.Take(9, 3), divided = taken.WithValidation(3, seed: 1),
            some = divided.OfClasses(0, 1), scaled = some.Standardise();

        plain.ClassNames.Should().BeNull();
        new[] { named, taken, divided, some, scaled }.Should().AllSatisfy(dataset => dataset.ClassNames.Should().Equal(Names));
    }

    [Theory]
    [InlineData("There are 2 names for 3 classes.*", "a", "b")]
    [InlineData("The name of class 1 is empty.*", "a", " ", "c")]
    [InlineData("Two classes are called 'a'.*", "a", "b", "a")]
    public void WithClassNames_NamesThatDoNotFit_AreRefused(string message, params string[] names)
    {
        using ImageDataset dataset = new("pets", SyntheticImages.Create(6), SyntheticImages.Create(3));

        FluentActions.Invoking(() => dataset.WithClassNames(names)).Should().Throw<ArgumentException>().WithMessage(message);
        FluentActions.Invoking(() => SyntheticImages.Network().WithClassNames(names).Define()).Should().Throw<Exception>()
            .WithMessage("*" + message);
    }

    [Fact]
    public void NameOf_LoadedNetwork_SaysTheNames()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (FFNetwork network = SyntheticImages.Network().WithClassNames(Names).Build())
                network.Save(path);
            using FFNetwork loaded = FFNetwork.Load(path);
            using LabelledImages data = SyntheticImages.Create(6);

            loaded.Definition.ClassNames.Should().Equal(Names);
            new[] { loaded.NameOf(0), loaded.NameOf(1), loaded.NameOf(2) }.Should().Equal(Names);
            loaded.PredictNames(data.Images).Should().Equal(
                loaded.Predict(data.Images).data<long>().ToArray().Select(label => Names[label]));
            FluentActions.Invoking(() => loaded.NameOf(3)).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("The network has 3 classes: labels run from 0 to 2.*");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void NameOf_NoNames_IsTheNumber()
    {
        using FFNetwork network = SyntheticImages.Network().Build();

        network.NameOf(2).Should().Be("2");
    }

    [Fact]
    public void FromJson_DefinitionFromBeforeThereWereNames_HasNone()
    {
        FFNetworkDefinition definition = SyntheticImages.Network().Define();
        System.Text.Json.Nodes.JsonObject json = System.Text.Json.Nodes.JsonNode.Parse(definition.ToJson())!.AsObject();

        json.Remove("classNames").Should().BeTrue();

        FFNetworkDefinition.FromJson(json.ToJsonString()).Should().Be(definition);
    }
}
