namespace ForwardForward;

/// <summary>How the prediction error e of a row becomes its gate m.</summary>
public enum SurpriseGate
{
    /// <summary>m = 1 − κ · (1 − σ((e − mean) / deviation)), with the running mean and deviation of e over the rows learned from.</summary>
    Recentred,

    /// <summary>
    /// m = 1 − κ · (1 − σ(10 e − 5)), whatever errors the layer meets. With inputs of length 1, e is about 0.001, and with κ = 1 m is then
    /// 0.0068 for every row: nothing passes.
    /// </summary>
    Fixed,
}
