namespace ForwardForward.Samples;

/// <summary>How much care a run takes.</summary>
public enum Preset
{
    /// <summary>Minutes on two cores, for a first look.</summary>
    Quick,

    /// <summary>Several seeds, a validation split for every choice, and the controls that the study lacked.</summary>
    Controlled,

    /// <summary>The exact settings of the study's code.</summary>
    Faithful,
}
