"""Country rules of tax documents: codes and payloads that an authority defines."""
