using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>How a layer's activations become class scores by a learned projection: g = a · M.</summary>
/// <remarks>Immutable. M is learned with the layer, begins at N(0, 1/features), and serves this layer alone.</remarks>
public sealed class ProjectionOptions
{
    /// <summary>
    /// The side of the grid that maps are averaged to before they are projected, at least 1. It has no effect after a dense layer.
    /// </summary>
    /// <value>The default is 7: it averages each 2×2 square of a 14×14 map, and leaves a 7×7 map as it is.</value>
    public int Grid { get; init => field = Require.AtLeast(1, value, nameof(Grid)); } = 7;

    /// <summary>
    /// s of the cosine form, g꜀ = s · cos(a, m꜀) with one prototype m꜀ a class (HFF, arXiv 2605.00082); at least 0.
    /// </summary>
    /// <value>The default is 0: the plain projection.</value>
    public double CosineScale { get; init => field = Require.NotNegative(value, nameof(CosineScale)); }

    /// <summary>
    /// β of similarity matching, from 0 to 1. The layer minimises (1 − β) · loss of the scores + β · the distance between the similarities
    /// of the samples and those of their labels. It is "predsim" of Nøkland and Eidnes (2019) with β = 0.99, who pass the activations
    /// through another map first.
    /// </summary>
    /// <value>The default is 0: no matching.</value>
    public double SimilarityWeight { get; init => field = Require.Fraction(value, nameof(SimilarityWeight)); }

    /// <summary>What the scores should become.</summary>
    /// <value>The default is <see cref="CrossEntropyLoss"/>.</value>
    public IClassLoss Loss { get; init => field = Require.NotNull(value, nameof(Loss)); } = new CrossEntropyLoss();
}
