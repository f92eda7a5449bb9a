namespace ForwardForward;

/// <content>
/// The layers: one <c>Add…</c> for every kind. Each takes the size first, then the settings of the kind's definition by their names.
/// </content>
public sealed partial class FFNetworkBuilder
{
    /// <summary>Adds a fully connected layer of rectified units (<see cref="DenseLayerDefinition"/>).</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="layerNorm">See <see cref="DenseLayerDefinition.LayerNorm"/>. The default is false.</param>
    /// <param name="dropout">See <see cref="DenseLayerDefinition.Dropout"/>. The default is 0.</param>
    /// <param name="peerNormalisation">See <see cref="DenseLayerDefinition.PeerNormalisation"/>. The default is 0.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddDense(int units, bool layerNorm = false, double dropout = 0, double peerNormalisation = 0) =>
        AddLayer(new DenseLayerDefinition(units) { LayerNorm = layerNorm, Dropout = dropout, PeerNormalisation = peerNormalisation });

    /// <summary>
    /// Adds a dense layer that scores classes by a learned projection: no negatives, no label in the image
    /// (<see cref="ProjectionLayerDefinition"/>).
    /// </summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="dropout">See <see cref="ProjectionLayerDefinition.Dropout"/>. The default is 0.</param>
    /// <param name="projection">How the activations become class scores; null for the defaults.</param>
    /// <param name="contrast">How images of one class should be alike, beside the loss; null for no such contrast.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddProjection(
        int units, double dropout = 0, ProjectionOptions? projection = null, SupervisedContrastOptions? contrast = null) =>
        AddLayer(new ProjectionLayerDefinition(units)
        {
            Dropout = dropout,
            Projection = projection ?? new ProjectionOptions(),
            Contrast = contrast,
        });

    /// <summary>Adds a channel-wise competitive block (<see cref="CwcBlockDefinition"/>).</summary>
    /// <param name="channels">The output channels, a multiple of the number of classes.</param>
    /// <param name="separator">Whether it keeps the classes' channels apart (CFSE) and pools. The default is false.</param>
    /// <param name="loss">What the goodness of the classes should become; null for <see cref="CrossEntropyLoss"/>.</param>
    /// <param name="useBatchStatistics">See <see cref="CwcBlockDefinition.UseBatchStatistics"/>. The default is false.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public FFNetworkBuilder AddCwcBlock(
        int channels, bool separator = false, IClassLoss? loss = null, bool useBatchStatistics = false) =>
        AddLayer(new CwcBlockDefinition(channels)
        {
            Separator = separator,
            Loss = loss ?? new CrossEntropyLoss(),
            UseBatchStatistics = useBatchStatistics,
        });

    /// <summary>
    /// Adds a dense layer whose goodness of a class is the mean of the class's units: no negatives, no label in the image
    /// (<see cref="MeanGoodnessLayerDefinition"/>).
    /// </summary>
    /// <param name="units">The number of units, a multiple of the number of classes.</param>
    /// <param name="dropout">See <see cref="MeanGoodnessLayerDefinition.Dropout"/>. The default is 0.</param>
    /// <param name="loss">
    /// What the goodness of the classes should become; null for <see cref="CrossEntropyLoss"/> with a temperature of 0.1.
    /// </param>
    /// <param name="contrast">How images of one class should be alike, beside the loss; null for no such contrast.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddMeanGoodness(
        int units, double dropout = 0, IClassLoss? loss = null, SupervisedContrastOptions? contrast = null) =>
        AddLayer(new MeanGoodnessLayerDefinition(units)
        {
            Dropout = dropout,
            Loss = loss ?? new CrossEntropyLoss(temperature: 0.1),
            Contrast = contrast,
        });

    /// <summary>Adds a dense layer that also consolidates an inferred target (<see cref="ProspectiveDenseLayerDefinition"/>).</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="inferenceStrength">See <see cref="ProspectiveDenseLayerDefinition.InferenceStrength"/>. The default is 0.5.</param>
    /// <param name="consolidation">See <see cref="ProspectiveDenseLayerDefinition.Consolidation"/>. The default is 0.01.</param>
    /// <param name="learnFeedback">See <see cref="ProspectiveDenseLayerDefinition.LearnFeedback"/>. The default is false.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddProspective(
        int units, double inferenceStrength = 0.5, double consolidation = 0.01, bool learnFeedback = false) =>
        AddLayer(new ProspectiveDenseLayerDefinition(units)
        {
            InferenceStrength = inferenceStrength,
            Consolidation = consolidation,
            LearnFeedback = learnFeedback,
        });

    /// <summary>
    /// Adds a dense layer that predicts its own input and lets through what surprises it (<see cref="PredictiveCodingLayerDefinition"/>).
    /// </summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="gate">
    /// See <see cref="PredictiveCodingLayerDefinition.Gate"/>. The default is <see cref="SurpriseGate.Recentred"/>.
    /// </param>
    /// <param name="surpriseScale">See <see cref="PredictiveCodingLayerDefinition.SurpriseScale"/>. The default is 1.</param>
    /// <param name="reconstructionWeight">
    /// See <see cref="PredictiveCodingLayerDefinition.ReconstructionWeight"/>. The default is 0.1.
    /// </param>
    /// <param name="sparsityWeight">See <see cref="PredictiveCodingLayerDefinition.SparsityWeight"/>. The default is 0.1.</param>
    /// <param name="sparsityInGoodness">See <see cref="PredictiveCodingLayerDefinition.SparsityInGoodness"/>. The default is false.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddPredictiveCoding(
        int units,
        SurpriseGate gate = SurpriseGate.Recentred,
        double surpriseScale = 1,
        double reconstructionWeight = 0.1,
        double sparsityWeight = 0.1,
        bool sparsityInGoodness = false) =>
        AddLayer(new PredictiveCodingLayerDefinition(units)
        {
            Gate = gate,
            SurpriseScale = surpriseScale,
            ReconstructionWeight = reconstructionWeight,
            SparsityWeight = sparsityWeight,
            SparsityInGoodness = sparsityInGoodness,
        });

    /// <summary>
    /// Adds a dense layer that learns without labels from images laid over each other (<see cref="SelfContrastiveLayerDefinition"/>).
    /// </summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="contrast">The goodness that is wanted of the pairs; null for the defaults.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public FFNetworkBuilder AddSelfContrastive(int units, SelfContrastiveOptions? contrast = null) =>
        AddLayer(new SelfContrastiveLayerDefinition(units) { Contrast = contrast ?? new SelfContrastiveOptions() });

    /// <summary>
    /// Adds a dense layer that learns without labels from two views of each image (<see cref="ViewContrastLayerDefinition"/>).
    /// </summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="contrast">How the views are compared; null for the defaults.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public FFNetworkBuilder AddViewContrast(int units, ViewContrastOptions? contrast = null) =>
        AddLayer(new ViewContrastLayerDefinition(units) { Contrast = contrast ?? new ViewContrastOptions() });

    /// <summary>Adds a layer of any kind, also one of your own.</summary>
    /// <param name="layer">The layer's definition.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder AddLayer(LayerDefinition layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _definition = _definition with { Layers = _definition.Layers.Add(layer) };
        return this;
    }
}
