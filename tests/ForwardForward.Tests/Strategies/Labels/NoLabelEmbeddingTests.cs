using System.Text.Json;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Labels;

public sealed class NoLabelEmbeddingTests
{
    [Fact]
    public void Embed_AnyLabel_GivesTheImagesAsTheyAre()
    {
        Tensor images = Random(1, 2, 3, 2, 2);

        new NoLabelEmbedding().Embed(images, LabelsOf(0, 1), classes: 2).ShouldBeClose(images);
        new NoLabelEmbedding().EmbedNeutral(images, classes: 2).ShouldBeClose(images);
    }

    [Fact]
    public void CarriesLabel_IsNotASettingToSave() => JsonSerializer.Serialize(new NoLabelEmbedding()).Should().Be("{}");
}
