using Newsletter.Application.Delivery;

namespace Newsletter.Application.Preview;

/// <summary>What readers would see of a working copy that differs from what they see. The derived forms of its bodies are made on reading.</summary>
public sealed class WorkingDocument : DocumentRow;
