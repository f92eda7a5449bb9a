using System.Text.Json.Nodes;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>Means and deviations: what they make of images, which ones are refused, and how a definition keeps them.</summary>
public sealed class StandardisationTests
{
    public static TheoryData<double, double, string> WrongNumbers => new()
    {
        { double.NaN, 1, "Number 0 of means must be a finite number of float32, but is NaN.*" },
        { 1e39, 1, "Number 0 of means must be a finite number of float32, but is 1E+39.*" },
        { 0, 0, "Number 0 of deviations must be a positive number of float32, but is 0.*" },
        { 0, -1, "*positive number of float32, but is -1.*" },
        { 0, double.NaN, "*positive number of float32, but is NaN.*" },
        { 0, double.PositiveInfinity, "*positive number of float32, but is Infinity.*" },
        { 0, 1e-39, "*positive number of float32, but is 1E-39.*" },
    };

    public static TheoryData<string, string> WrongJson => new()
    {
        { """{ "means": [0.5], "deviations": [0] }""", "*standardisation*positive number*0*" },
        { """{ "means": ["NaN"], "deviations": [1] }""", "*standardisation*finite number*NaN*" },
        { """{ "means": [0.5], "deviations": [1e999] }""", "*standardisation*positive number*Infinity*" },
        { """{ "means": [0.5, 0.5], "deviations": [1] }""", "*standardisation*2 means and 1 deviations*" },
        { """{ "means": [], "deviations": [] }""", "*standardisation*There is no mean*" },
        {
            """{ "means": [1, 2], "deviations": [1, 2] }""",
            "*standardisation*has 2 means, and images of 1×6×6 have 1 channels and 36 values*"
        },
        { """{ "means": [0.5] }""", "*standardisation*deviations*" },
        { """{ "means": null, "deviations": [1] }""", "*standardisation*" },
        { """{ "means": [0.5], "deviations": [1], "more": 1 }""", "*standardisation*more*" },
        { "0.5", "*standardisation*" },
    };

    [Fact]
    public void Apply_OneMeanAndDeviation_ScalesEveryValue()
    {
        Tensor bytes = tensor(new byte[] { 0, 51, 102, 255 }).view(1, 1, 2, 2);

        Values(new Standardisation(0.2, 0.4).Apply(bytes)).Should().Equal(
            (0f - 0.2f) / 0.4f, (0.2f - 0.2f) / 0.4f, (0.4f - 0.2f) / 0.4f, (1f - 0.2f) / 0.4f);
        Values(new Standardisation(1, 2).Apply(bytes.to_type(float64))).Should().Equal(-0.5f, 25, 50.5f, 127);
        bytes.data<byte>().ToArray().Should().Equal(0, 51, 102, 255);
    }

    [Fact]
    public void Apply_OneOfEachChannel_ScalesChannelByChannel() =>
        Values(new Standardisation([1, 2], [10, 100]).Apply(tensor(new float[] { 1, 11, 2, 102 }).view(1, 2, 1, 2)))
            .Should().Equal(0, 1, 0, 1);

    [Fact]
    public void Apply_OneOfEachValue_ScalesPlaceByPlace() =>
        Values(new Standardisation([1, 2, 3, 4], [1, 2, 4, 8]).Apply(tensor(new float[] { 2, 4, 7, 12, 1, 2, 3, 4 }).view(2, 2, 1, 2)))
            .Should().Equal(1, 1, 1, 1, 0, 0, 0, 0);

    [Fact]
    public void Undo_ScaledImages_GivesThemBack()
    {
        Tensor images = rand([3, 2, 2, 2]);
        foreach (Standardisation standardisation in new Standardisation[]
        {
            new(0.3, 0.7), new([1, 2], [3, 4]), new([1, 2, 3, 4, 5, 6, 7, 8], [8, 7, 6, 5, 4, 3, 2, 1]),
        })
            standardisation.Undo(standardisation.Apply(images)).ShouldBeClose(images, 1e-5);
    }

    [Fact]
    public void Apply_WhatDoesNotFit_IsRefused()
    {
        Standardisation ofChannels = new([1, 2], [1, 2]);

        Refusal(() => ofChannels.Apply(zeros([1, 3, 2, 2]))).Should().Be(
            "It has 2 means, and images of 3×2×2 have 3 channels and 12 values. (Parameter 'images')");
        Refusal(() => ofChannels.Apply(zeros([2, 2]))).Should().StartWith("Images must be at least one, [n, channels, height, width]");
        Refusal(() => ofChannels.Apply(zeros([0, 2, 2, 2]))).Should().StartWith("Images must be at least one");
        Refusal(() => ofChannels.Apply(zeros([1, 2, 2, 2], ScalarType.Int64))).Should().StartWith("Images must be bytes or floating-point");

        static string Refusal(Action action) => action.Should().Throw<ArgumentException>().Which.Message;
    }

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void Constructor_NumberThatCannotScale_IsRefused(double mean, double deviation, string message) =>
        FluentActions.Invoking(() => new Standardisation(mean, deviation)).Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Constructor_CountsThatDiffer_AreRefused()
    {
        FluentActions.Invoking(() => new Standardisation([1, 2], [1])).Should().Throw<ArgumentException>().WithMessage(
            "There are 2 means and 1 deviations. Give as many of each.*");
        FluentActions.Invoking(() => new Standardisation([], [])).Should().Throw<ArgumentException>().WithMessage("There is no mean.*");
        FluentActions.Invoking(() => new Standardisation(means: default, deviations: [1])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Equals_LooksAtTheNumbers()
    {
        Standardisation one = new([1, 2], [3, 4]), same = new([1, 2], [3, 4]), other = new([1, 2], [3, 5]), fewer = new(1, 3);

        one.Should().Be(same).And.NotBe(other).And.NotBe(fewer);
        one.GetHashCode().Should().Be(same.GetHashCode());
        one.ToString().Should().Be("2 means 1, 2, deviations 3, 4");
        new Standardisation([0.5, -2, 1, 7, 0], [1, 1, 1, 1, 0.25]).ToString()
            .Should().Be("5 means from -2 to 7, deviations from 0.25 to 1");
        fewer.ToString().Should().Be("mean 1, deviation 3");
    }

    [Fact]
    public void WithStandardisation_ThatDoesNotFit_IsOneOfTheProblems() =>
        FluentActions.Invoking(() => SyntheticImages.Network().WithStandardisation(new Standardisation([1, 2], [1, 2])).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*It has 2 means, and images of 1×6×6*");

    [Fact]
    public void Standardisation_OfANetworkThatItDoesNotFit_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().Build();

        network.Invoking(it => it.Standardisation = new Standardisation([1, 2], [1, 2])).Should().Throw<ArgumentException>();
        network.Standardisation = new Standardisation(1, 2);
        network.Definition.Standardisation.Should().Be(new Standardisation(1, 2));
    }

    [Fact]
    public void FromJson_DefinitionFromBeforeThereWasOne_HasNone()
    {
        FFNetworkDefinition definition = SyntheticImages.Network().Define();
        JsonObject json = JsonNode.Parse(definition.ToJson())!.AsObject();

        json.Remove("standardisation").Should().BeTrue();

        FFNetworkDefinition.FromJson(json.ToJsonString()).Should().Be(definition);
    }

    [Fact]
    public void FromJson_OneOfEachValue_ComesBack()
    {
        FFNetworkDefinition definition = SyntheticImages.Network().WithStandardisation(new Standardisation(
            [.. Enumerable.Range(0, 36).Select(index => index / 3.0)],
            [.. Enumerable.Range(1, 36).Select(index => 1 / (double)index)])).Define();

        FFNetworkDefinition.FromJson(definition.ToJson()).Standardisation.Should().Be(definition.Standardisation);
    }

    [Theory]
    [MemberData(nameof(WrongJson))]
    public void FromJson_HostileNumbers_AreRefusedByPlace(string json, string message)
    {
        JsonObject definition = JsonNode.Parse(SyntheticImages.Network().Define().ToJson())!.AsObject();
        definition["standardisation"] = JsonNode.Parse(json);
        string text = definition.ToJsonString();

        Exception refusal = FluentActions.Invoking(() => FFNetworkDefinition.FromJson(text)).Should().Throw<Exception>().Which;

        refusal.Should().Match(cause => cause is FFConfigurationException || cause is InvalidDataException);
        refusal.Message.Should().Match(message);
    }
}
